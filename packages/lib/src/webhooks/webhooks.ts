import { randomBytes } from "node:crypto";
import {
  type ActorContext,
  type CreatedWebhook,
  CreateWebhook,
  type CreateWebhookInput,
  type DeliveryStats,
  DeliveryStatsQuery,
  type DeliveryStatus,
  ListFailedDeliveriesQuery,
  ListWebhookDeliveriesQuery,
  ListWebhooksQuery,
  type Page,
  type PageInput,
  type RetriedDeliveries,
  RetryFailedDeliveries,
  type RetryFailedDeliveriesInput,
  RotateWebhookSecret,
  type RotateWebhookSecretInput,
  TENANT_EVENTS,
  UpdateWebhook,
  type UpdateWebhookInput,
  VersionConflictError,
  validate,
  type Webhook,
  type WebhookDelivery,
  WebhookDeliveryNotFoundError,
  WebhookDeliveryStateError,
  WebhookNotFoundError,
  WebhookParams,
  webhookSecret,
} from "@stratum-hq/core";
import { v7 } from "uuid";
import type { Caller, Deps } from "../caller.ts";
import type { Keyring, Wrapped } from "../keys/index.ts";
import { decodeCursor, toPage } from "../page.ts";
import { assertActive, findTenant } from "../tenants/index.ts";
import type { Guard } from "./address.ts";
import { attempt, LEASE_SECONDS, secretContext } from "./attempt.ts";
import * as d from "./deliveries.sql.ts";
import { insertTest } from "./queue.sql.ts";
import * as q from "./webhooks.sql.ts";

const DEFAULT_OVERLAP_SECONDS = 86_400;

/** Endpoints that are told of the events of a subtree. Rules: `docs/webhooks.md`. */
export interface WebhooksApi {
  /**
   * Has the events of the tenant's subtree sent to an address; without a tenant, those of the caller's own reach. The
   * secret is in this answer only. `startWebhooks()` is what sends.
   * @throws ValidationError WebhookUrlValidationError TenantNotFoundError TenantSuspendedError TenantArchivedError;
   * KeyUnavailableError without a master key
   */
  createWebhook(input: CreateWebhookInput, context?: ActorContext): Promise<CreatedWebhook>;
  /** @throws WebhookNotFoundError */
  getWebhook(id: string): Promise<Webhook>;
  /** Webhooks of the caller's subtree, or of one tenant in it, newest first. @throws TenantNotFoundError */
  listWebhooks(query?: PageInput & { tenant_id?: string | undefined }): Promise<Page<Webhook>>;
  /**
   * Changes a webhook, pauses it, or takes it into service again.
   * @throws ValidationError WebhookNotFoundError WebhookUrlValidationError VersionConflictError TenantSuspendedError
   * TenantArchivedError
   */
  updateWebhook(id: string, patch: UpdateWebhookInput, context?: ActorContext): Promise<Webhook>;
  /** Deletes it with its deliveries; gives it as it was. @throws WebhookNotFoundError */
  deleteWebhook(id: string, context?: ActorContext): Promise<Webhook>;
  /**
   * Gives it a new secret. The old one signs as well for `overlap_seconds` (0–604,800, default a day); one before that
   * ends at once.
   * @throws WebhookNotFoundError TenantSuspendedError TenantArchivedError KeyUnavailableError
   */
  rotateWebhookSecret(
    id: string,
    options?: RotateWebhookSecretInput,
    context?: ActorContext,
  ): Promise<CreatedWebhook>;
  /** Sends `webhooks.test` now, once, and says how it went. @throws WebhookNotFoundError TenantSuspendedError TenantArchivedError */
  testWebhook(id: string, context?: ActorContext): Promise<WebhookDelivery>;
  /** Types of the events that the engine makes. */
  listWebhookEvents(): Promise<string[]>;
  /** Deliveries of a webhook, newest first; they are kept for 30 days. @throws WebhookNotFoundError */
  listWebhookDeliveries(
    id: string,
    query?: PageInput & { status?: DeliveryStatus | undefined },
  ): Promise<Page<WebhookDelivery>>;
  /** Those that failed for good, newest first. @throws WebhookNotFoundError for a `webhook_id` that the caller does not see */
  listFailedDeliveries(
    query?: PageInput & { webhook_id?: string | undefined },
  ): Promise<Page<WebhookDelivery>>;
  /** How many there are of each status. @throws WebhookNotFoundError */
  getDeliveryStats(query?: { webhook_id?: string | undefined }): Promise<DeliveryStats>;
  /** Gives a failed one all its attempts anew. @throws WebhookDeliveryNotFoundError WebhookDeliveryStateError */
  retryDelivery(id: string, context?: ActorContext): Promise<WebhookDelivery>;
  /** The same for all that failed in the caller's view. @throws WebhookNotFoundError */
  retryFailedDeliveries(
    options?: RetryFailedDeliveriesInput,
    context?: ActorContext,
  ): Promise<RetriedDeliveries>;
}

export function createWebhooks({ db, caller: callerOf }: Deps, keyring: Keyring, guard: Guard): WebhooksApi {
  const admin = (context?: ActorContext): Caller => {
    const caller = callerOf(context);
    caller.need("admin");
    return caller;
  };
  const idOf = (id: string): string => validate(WebhookParams, { id }, "params").id;

  async function find(caller: Caller, id: string): Promise<q.Found & { webhook: Webhook }> {
    const { tenant, webhook } = await q.selectWebhook(db, caller, id);
    if (!webhook) throw notFound(id);
    return { tenant, webhook };
  }
  async function newSecret(webhook_id: string): Promise<{ secret: string; stored: Wrapped }> {
    const bytes = randomBytes(32);
    return { secret: webhookSecret(bytes), stored: await keyring.wrap(bytes, secretContext(webhook_id)) };
  }
  async function listed(filter: d.Filter, { cursor, limit = 50 }: PageInput): Promise<Page<WebhookDelivery>> {
    const after = decodeCursor(cursor, "int")?.[0] ?? null;
    const { data, ...page } = toPage(
      await d.selectDeliveries(db, { ...filter, after, limit }),
      limit,
      ({ seq }) => [seq],
    );
    return { data: data.map(({ seq: _, ...delivery }) => delivery), ...page };
  }
  /** A filter may name only a webhook that the caller sees. */
  async function filterOf(caller: Caller, webhook_id: string | undefined): Promise<d.Filter> {
    if (webhook_id !== undefined) await find(caller, webhook_id);
    return { within: caller.within, webhook_id };
  }

  return {
    async createWebhook(input, context) {
      const caller = admin(context);
      const { description = null, events = ["*"], ...given } = validate(CreateWebhook, input);
      guard.check(given.url);
      const tenant_id = given.tenant_id ?? caller.within;
      const id = v7();
      const { secret, stored } = await newSecret(id);
      const row = { id, tenant_id, url: given.url, description, events: distinct(events), secret: stored };
      return db.transaction(async (tx) => {
        const { tenant, webhook } = await q.insertWebhook(tx, caller, row);
        if (tenant_id !== null) assertActive(caller.find(tenant, tenant_id));
        if (!webhook) throw new Error("A webhook that was not refused was not made.");
        return { ...webhook, secret };
      });
    },
    getWebhook: async (id) => (await find(admin(), idOf(id))).webhook,
    async listWebhooks(query) {
      const caller = admin();
      const { cursor, limit = 50, tenant_id } = validate(ListWebhooksQuery, query ?? {}, "query");
      const after = decodeCursor(cursor, "uuid")?.[0] ?? null;
      if (tenant_id !== undefined) await findTenant(db, caller, tenant_id);
      const rows = await q.selectWebhooks(db, { within: caller.within, tenant_id, after, limit });
      return toPage(rows, limit, (webhook) => [webhook.id]);
    },
    async updateWebhook(id, patch, context) {
      const caller = admin(context);
      const key = idOf(id);
      const change = validate(UpdateWebhook, patch);
      if (change.url !== undefined) guard.check(change.url);
      if (change.events) change.events = distinct(change.events);
      return db.transaction(async (tx) => {
        const { tenant, old, webhook } = await q.updateWebhookRow(tx, caller, key, change);
        if (!old) throw notFound(key);
        if (tenant) assertActive(tenant);
        if (webhook) return webhook;
        throw new VersionConflictError(
          `Webhook ${key} is at version ${old.version}, not ${change.expected_version}.`,
          { current: old },
        );
      });
    },
    async deleteWebhook(id, context) {
      const caller = admin(context);
      const key = idOf(id);
      return db.transaction(async (tx) => {
        const { webhook } = await q.deleteWebhookRow(tx, caller, key);
        if (!webhook) throw notFound(key);
        return webhook;
      });
    },
    async rotateWebhookSecret(id, options, context) {
      const caller = admin(context);
      const key = idOf(id);
      const { overlap_seconds = DEFAULT_OVERLAP_SECONDS } = validate(RotateWebhookSecret, options) ?? {};
      const { secret, stored } = await newSecret(key);
      return db.transaction(async (tx) => {
        const { tenant, old, webhook } = await q.rotateSecret(tx, caller, key, stored, overlap_seconds);
        if (!old) throw notFound(key);
        if (tenant) assertActive(tenant);
        if (!webhook) throw new Error("A rotation that was not refused was not made.");
        return { ...webhook, secret };
      });
    },
    async testWebhook(id, context) {
      const caller = admin(context);
      const { tenant, webhook } = await find(caller, idOf(id));
      if (tenant) assertActive(tenant);
      const event_id = v7();
      const type = "webhooks.test";
      const data = {
        id: event_id,
        tenant_id: webhook.tenant_id,
        resource_type: "webhooks",
        resource_id: webhook.id,
        request_id: caller.context.request_id ?? null,
      };
      const payload = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
      const job = await insertTest(db, webhook.id, { event_id, type, payload, lease_seconds: LEASE_SECONDS });
      const delivery = job && (await attempt({ db, keyring, guard }, job, true));
      // Deleted by another meanwhile.
      if (!delivery) throw notFound(webhook.id);
      return delivery;
    },
    async listWebhookEvents() {
      callerOf().need("read");
      return [...TENANT_EVENTS];
    },
    async listWebhookDeliveries(id, query) {
      const caller = admin();
      const key = idOf(id);
      const { status, ...page } = validate(ListWebhookDeliveriesQuery, query ?? {}, "query");
      return listed({ ...(await filterOf(caller, key)), status }, page);
    },
    async listFailedDeliveries(query) {
      const caller = admin();
      const { webhook_id, ...page } = validate(ListFailedDeliveriesQuery, query ?? {}, "query");
      return listed({ ...(await filterOf(caller, webhook_id)), status: "failed" }, page);
    },
    async getDeliveryStats(query) {
      const caller = admin();
      const { webhook_id } = validate(DeliveryStatsQuery, query ?? {}, "query");
      return d.countDeliveries(db, await filterOf(caller, webhook_id));
    },
    async retryDelivery(id, context) {
      const caller = admin(context);
      const key = idOf(id);
      const { found, delivery } = await db.transaction((tx) => d.retryOne(tx, caller, key));
      if (!found) throw new WebhookDeliveryNotFoundError(`There is no delivery ${key}.`, { id: key });
      if (delivery) return delivery;
      throw new WebhookDeliveryStateError(
        found === "pending"
          ? `Delivery ${key} still waits for its next attempt.`
          : `Delivery ${key} was accepted; there is nothing to retry.`,
        { id: key, status: found },
      );
    },
    async retryFailedDeliveries(options, context) {
      const caller = admin(context);
      const { webhook_id, since } = validate(RetryFailedDeliveries, options) ?? {};
      const filter = { ...(await filterOf(caller, webhook_id)), since };
      return { retried: await db.transaction((tx) => d.retryAll(tx, caller, filter)) };
    },
  };
}

const distinct = (events: readonly string[]): string[] => [...new Set(events)];
const notFound = (id: string): WebhookNotFoundError =>
  new WebhookNotFoundError(`There is no webhook ${id}.`, { id });
