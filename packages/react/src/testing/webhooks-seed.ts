/** For stories: a tenant with webhooks in every state, and what was sent to them. Not part of the package. */
import type { Webhook, WebhookDelivery } from "@stratum-hq/core";
import { type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";

type Store = MockControlPlane["state"];

/** The MSP, whose first customer has four webhooks. */
export function seedWebhooks(store: Store): void {
  mspSeed(store);
  const ago = (minutes: number): string => new Date(store.now() - minutes * 60_000).toISOString();
  for (const { id } of store.audit) store.told.add(id);
  const add = (url: string, more: Partial<Webhook>): Webhook => {
    const webhook: Webhook = {
      id: store.id(),
      tenant_id: mspIds.customer,
      url,
      description: null,
      events: ["*"],
      status: "active",
      disabled_reason: null,
      failing_since: null,
      last_success_at: null,
      old_secret_until: null,
      version: 1,
      created_at: ago(90_000),
      updated_at: ago(90_000),
      ...more,
    };
    store.webhooks.set(webhook.id, webhook);
    return webhook;
  };
  const send = (
    webhook: Webhook,
    event_type: string,
    minutes: number,
    more: Partial<WebhookDelivery>,
  ): void => {
    const event_id = store.id();
    store.deliveries.push({
      id: store.id(),
      webhook_id: webhook.id,
      event_id,
      event_type,
      status: "delivered",
      attempts: [{ at: ago(minutes), status: 204, error: null, duration_ms: 84 }],
      next_attempt_at: null,
      payload: JSON.stringify({ type: event_type, data: { id: event_id } }),
      created_at: ago(minutes),
      delivered_at: ago(minutes),
      ...more,
    });
  };
  add("https://archive.bayside.example/in", {
    status: "paused",
    events: ["consent.*"],
    last_success_at: ago(20_000),
  });
  const dead = add("https://old-crm.invalid/in", {
    description: "The former CRM",
    status: "disabled",
    disabled_reason: "failing",
    failing_since: ago(4_400),
    last_success_at: ago(5_000),
    events: ["tenants.*", "config.set"],
  });
  const failing = add("https://siem.bayside.example/stratum", {
    failing_since: ago(42),
    last_success_at: ago(60),
  });
  const billing = add("https://billing.bayside.example/hooks/stratum", {
    description: "Billing",
    events: ["config.*", "tenants.archived"],
    last_success_at: ago(3),
  });
  const lost = { at: ago(4_400), status: null, error: "The name could not be looked up.", duration_ms: 31 };
  const never = {
    status: "failed",
    delivered_at: null,
    attempts: Array.from({ length: 11 }, () => lost),
  } as const;
  send(dead, "tenants.moved", 4_500, never);
  send(dead, "config.set", 4_400, never);
  const refused = {
    at: ago(42),
    status: 503,
    error: "It answered 503; only 200–299 counts as accepted.",
    duration_ms: 412,
  };
  send(failing, "permissions.created", 60, {});
  send(failing, "config.set", 42, {
    status: "pending",
    delivered_at: null,
    attempts: [refused, refused],
    next_attempt_at: new Date(store.now() + 5 * 60_000).toISOString(),
  });
  send(billing, "config.set", 90, {});
  send(billing, "config.deleted", 3, {});
}
