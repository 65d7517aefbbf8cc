import {
  type DeliveryStats,
  TENANT_EVENTS,
  VersionConflictError,
  type Webhook,
  type WebhookDelivery,
  WebhookDeliveryNotFoundError,
  WebhookDeliveryStateError,
  WebhookNotFoundError,
  WebhookUrlValidationError,
  type webhooksContracts,
} from "@stratum-hq/core";
import { assertActive, type Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { paginate } from "../page.ts";
import type { Store } from "../store.ts";

/** Names under `.invalid` are never found (RFC 6761): what is sent there fails, everything else is accepted. */
const isDead = (url: string): boolean => new URL(url).hostname.endsWith(".invalid");
const NOT_PUBLIC =
  /^(\[.*\]|(0|10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d+)+|[^.]+|.*\.(localhost|local|internal))$/;

/** @throws WebhookUrlValidationError for the plainest mistakes; the server knows of more. */
function check(text: string): void {
  const bad = (reason: string, message: string): WebhookUrlValidationError => {
    const errors = [{ path: "body.url", message }];
    return new WebhookUrlValidationError(`body.url ${message}.`, { reason, errors });
  };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw bad("malformed", "must be an address such as https://example.com/hooks");
  if (url.username || url.password)
    throw bad("credentials", "must hold no user name or password; verify the signature instead");
  if (url.protocol !== "https:") throw bad("not_https", "must begin with https://");
  if (NOT_PUBLIC.test(url.hostname))
    throw bad("not_public", "must be reachable from the public internet; this one is private or special");
}

const snapshot = ({ tenant_id, url, description, events, status, disabled_reason }: Webhook) => ({
  ...{ tenant_id, host: new URL(url).host, description, events: [...events], status, disabled_reason },
});

/** Webhooks by the engine's rules. Nothing leaves the mock: what would be sent is answered at once. */
export function webhooksMock(store: Store): MockHandlers<typeof webhooksContracts> {
  const reaches = (caller: Caller, { tenant_id }: Webhook): boolean => {
    const tenant = tenant_id ? store.tenants.get(tenant_id) : undefined;
    return caller.within === null || (tenant !== undefined && caller.sees(tenant));
  };
  function find(caller: Caller, id: string): Webhook {
    const webhook = store.webhooks.get(id);
    if (!webhook || !reaches(caller, webhook))
      throw new WebhookNotFoundError(`There is no webhook ${id}.`, { id });
    return webhook;
  }
  const awake = ({ tenant_id }: Webhook): void => {
    const tenant = tenant_id ? store.tenants.get(tenant_id) : undefined;
    if (tenant) assertActive(tenant);
  };
  const secret = (): string => `whsec_${btoa(store.id().replaceAll("-", ""))}`;

  /** A delivery with its first attempt made. */
  function deliver(
    webhook: Webhook,
    event_id: string,
    type: string,
    data: object,
    test = false,
  ): WebhookDelivery {
    const at = store.timestamp();
    const failed = isDead(webhook.url);
    const delivery: WebhookDelivery = {
      id: store.id(),
      webhook_id: webhook.id,
      event_id,
      event_type: type,
      status: failed ? (test ? "failed" : "pending") : "delivered",
      attempts: [
        failed
          ? { at, status: null, error: "The name could not be looked up.", duration_ms: 12 }
          : { at, status: 200, error: null, duration_ms: 80 },
      ],
      next_attempt_at: failed && !test ? new Date(store.now() + 5_000).toISOString() : null,
      payload: JSON.stringify({ type, timestamp: at, data: { id: event_id, ...data } }),
      created_at: at,
      delivered_at: failed ? null : at,
    };
    store.deliveries.push(delivery);
    if (!test && failed) webhook.failing_since ??= at;
    if (!test && !failed) Object.assign(webhook, { failing_since: null, last_success_at: at });
    return delivery;
  }
  /** Turns what happened since the last call into deliveries. */
  function fanOut(): void {
    for (const entry of store.audit.filter(({ id }) => !store.told.has(id))) {
      store.told.add(entry.id);
      const { tenant_id, resource_type, resource_id, request_id, action } = entry;
      const tenant = tenant_id ? store.tenants.get(tenant_id) : undefined;
      const above = new Set(tenant ? store.chain(tenant).map(({ id }) => id) : []);
      for (const webhook of store.webhooks.values()) {
        const meant = ["*", action, `${resource_type}.*`].some((pattern) => webhook.events.includes(pattern));
        if (!meant || webhook.status !== "active") continue;
        if (webhook.tenant_id === null || above.has(webhook.tenant_id))
          deliver(webhook, entry.id, action, { tenant_id, resource_type, resource_id, request_id });
      }
    }
  }
  /** What is in the caller's view, newest first. */
  function deliveries(caller: Caller, webhook_id?: string): WebhookDelivery[] {
    fanOut();
    if (webhook_id !== undefined) find(caller, webhook_id);
    return store.deliveries
      .filter((d) => {
        const webhook = store.webhooks.get(d.webhook_id);
        return webhook && reaches(caller, webhook) && (webhook_id ?? d.webhook_id) === d.webhook_id;
      })
      .reverse();
  }
  function again(caller: Caller, chosen: WebhookDelivery[]): void {
    for (const delivery of chosen)
      Object.assign(delivery, { status: "pending", next_attempt_at: store.timestamp() });
    for (const id of new Set(chosen.map((d) => d.webhook_id))) {
      const after = { deliveries: chosen.filter((d) => d.webhook_id === id).length };
      const { tenant_id } = store.webhooks.get(id) as Webhook;
      caller.record({ tenant_id, action: "webhooks.retried", resource_id: id, after });
    }
  }
  const byTime = ({ id }: { id: string }): [string] => [id];

  return {
    listWebhooks({ caller, query: { tenant_id, ...page } }) {
      fanOut();
      if (tenant_id !== undefined) caller.find(tenant_id);
      const rows = [...store.webhooks.values()]
        .filter(
          (webhook) => reaches(caller, webhook) && (tenant_id ?? webhook.tenant_id) === webhook.tenant_id,
        )
        .reverse();
      return paginate(rows, page, byTime, true);
    },
    createWebhook({ caller, body: { tenant_id, url, description = null, events = ["*"] } }) {
      check(url);
      const within = tenant_id ? caller.active(tenant_id).id : caller.within;
      fanOut();
      const now = store.timestamp();
      const webhook: Webhook = {
        ...{ id: store.id(), tenant_id: within, url, description, events: [...new Set(events)] },
        ...{ status: "active", disabled_reason: null, failing_since: null, last_success_at: null },
        ...{ old_secret_until: null, version: 1, created_at: now, updated_at: now },
      };
      store.webhooks.set(webhook.id, webhook);
      const entry = { tenant_id: within, action: "webhooks.created", resource_id: webhook.id };
      // It does not hear of itself being made.
      store.told.add(caller.record({ ...entry, after: snapshot(webhook) }).id);
      return { ...webhook, secret: secret() };
    },
    listWebhookEvents: () => ({ data: [...TENANT_EVENTS] }),
    listFailedDeliveries({ caller, query: { webhook_id, ...page } }) {
      const rows = deliveries(caller, webhook_id).filter(({ status }) => status === "failed");
      return paginate(rows, page, byTime, true);
    },
    getDeliveryStats({ caller, query: { webhook_id } }) {
      const stats: DeliveryStats = { pending: 0, delivered: 0, failed: 0, oldest_pending_at: null };
      for (const { status, created_at } of deliveries(caller, webhook_id)) {
        stats[status]++;
        if (status === "pending") stats.oldest_pending_at = created_at;
      }
      return stats;
    },
    retryFailedDeliveries({ caller, body: { webhook_id, since } = {} }) {
      const chosen = deliveries(caller, webhook_id).filter(
        (d) =>
          d.status === "failed" && (since === undefined || Date.parse(d.created_at) >= Date.parse(since)),
      );
      again(caller, chosen);
      return { retried: chosen.length };
    },
    retryDelivery({ caller, params: { id } }) {
      const delivery = deliveries(caller).find((d) => d.id === id);
      if (!delivery) throw new WebhookDeliveryNotFoundError(`There is no delivery ${id}.`, { id });
      const { status } = delivery;
      if (status !== "failed") {
        const why =
          status === "pending"
            ? "still waits for its next attempt"
            : "was accepted; there is nothing to retry";
        throw new WebhookDeliveryStateError(`Delivery ${id} ${why}.`, { id, status });
      }
      again(caller, [delivery]);
      return { ...delivery };
    },
    getWebhook({ caller, params }) {
      fanOut();
      return { ...find(caller, params.id) };
    },
    updateWebhook({ caller, params, body: { expected_version, ...patch } }) {
      if (patch.url !== undefined) check(patch.url);
      const webhook = find(caller, params.id);
      awake(webhook);
      if (expected_version !== undefined && expected_version !== webhook.version) {
        const message = `Webhook ${webhook.id} is at version ${webhook.version}, not ${expected_version}.`;
        throw new VersionConflictError(message, { current: { ...webhook } });
      }
      fanOut();
      const before = snapshot(webhook);
      Object.assign(webhook, patch, { version: webhook.version + 1, updated_at: store.timestamp() });
      if (patch.events) webhook.events = [...new Set(patch.events)];
      if (patch.status) webhook.disabled_reason = null;
      if (patch.status === "active" || patch.url !== undefined) webhook.failing_since = null;
      const { tenant_id, id } = webhook;
      caller.record({
        tenant_id,
        action: "webhooks.updated",
        resource_id: id,
        before,
        after: snapshot(webhook),
      });
      return { ...webhook };
    },
    deleteWebhook({ caller, params }) {
      const webhook = find(caller, params.id);
      store.webhooks.delete(webhook.id);
      const { tenant_id, id } = webhook;
      caller.record({ tenant_id, action: "webhooks.deleted", resource_id: id, before: snapshot(webhook) });
      return webhook;
    },
    rotateWebhookSecret({ caller, params, body: { overlap_seconds = 86_400 } = {} }) {
      const webhook = find(caller, params.id);
      awake(webhook);
      const old_secret_until = new Date(store.now() + overlap_seconds * 1000).toISOString();
      Object.assign(webhook, {
        old_secret_until: overlap_seconds > 0 ? old_secret_until : null,
        version: webhook.version + 1,
        updated_at: store.timestamp(),
      });
      const { tenant_id, id } = webhook;
      caller.record({
        tenant_id,
        action: "webhooks.secret_rotated",
        resource_id: id,
        after: { old_secret_until },
      });
      return { ...webhook, secret: secret() };
    },
    testWebhook({ caller, params }) {
      const webhook = find(caller, params.id);
      awake(webhook);
      const { tenant_id, id } = webhook;
      const data = { tenant_id, resource_type: "webhooks", resource_id: id, request_id: null };
      return deliver(webhook, store.id(), "webhooks.test", data, true);
    },
    listWebhookDeliveries({ caller, params, query: { status, ...page } }) {
      const rows = deliveries(caller, params.id).filter((d) => (status ?? d.status) === d.status);
      return paginate(rows, page, byTime, true);
    },
  };
}
