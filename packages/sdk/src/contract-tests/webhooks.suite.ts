import { describe, expect, test } from "vitest";
import { ids, invalid, nobody, refused, type World } from "./world.ts";

/** Never found, by RFC 6761: what is sent there fails at once, and nothing leaves the machine. */
const DEAD = "https://hooks.invalid/in";
const GOOD = "https://hooks.example.com/in";

/** Each operation of webhooks, as a caller sees it. */
export function webhooksSuite(given: () => World): void {
  const hook = async (tenant_id: string, more: object = {}) =>
    given().api.createWebhook({ tenant_id, url: DEAD, ...more });

  describe("a webhook", () => {
    test("tells its secret when it is made, and never again", async () => {
      const { api, plant } = given();
      const { id: tenant_id } = await plant();
      const { secret, ...made } = await hook(tenant_id, {
        events: ["config.*", "config.*", "tenants.moved"],
      });
      expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
      expect(made).toMatchObject({ tenant_id, url: DEAD, description: null, status: "active", version: 1 });
      expect(made.events).toEqual(["config.*", "tenants.moved"]);
      expect(await api.getWebhook(made.id)).toEqual(made);
      expect((await api.listWebhooks()).data[0]).toEqual(made);
    });

    test("is refused by name when its address or events are wrong", async () => {
      const { plant } = given();
      const { id } = await plant();
      await invalid(hook(id, { events: ["Config set"] }), "body.events.0");
      await invalid(hook(id, { events: [] }), "body.events");
      for (const [url, reason] of [
        ["hooks.example.com", "malformed"],
        ["ftp://example.com/", "malformed"],
        ["http://example.com/", "not_https"],
        ["https://me:secret@example.com/", "credentials"],
        ["https://localhost/", "not_public"],
        ["https://10.0.0.1/", "not_public"],
        ["https://0x7f.1/", "not_public"],
        ["https://[::1]/", "not_public"],
        ["https://printer.local/", "not_public"],
      ] as const) {
        const error = await refused(hook(id, { url }), "WEBHOOK_URL_INVALID");
        expect([url, error.details.reason]).toEqual([url, reason]);
        expect(error.details.errors?.[0]?.path).toBe("body.url");
      }
    });

    test("is changed field by field, and only at the version that is named", async () => {
      const { api, plant } = given();
      const { id } = await hook((await plant()).id);
      const patched = await api.updateWebhook(id, {
        url: GOOD,
        events: ["consent.*"],
        description: "Billing",
      });
      expect(patched).toMatchObject({ url: GOOD, events: ["consent.*"], description: "Billing", version: 2 });
      expect(await api.updateWebhook(id, { description: null, status: "paused" })).toMatchObject({
        url: GOOD,
        description: null,
        status: "paused",
        version: 3,
      });
      const stale = api.updateWebhook(id, { status: "active", expected_version: 2 });
      expect((await refused(stale, "VERSION_CONFLICT")).details.current).toMatchObject({ id, version: 3 });
      await refused(api.updateWebhook(id, { status: "active" }, { if_match: 2 }), "VERSION_CONFLICT");
      expect((await api.updateWebhook(id, { status: "active" }, { if_match: 3 })).status).toBe("active");
      await invalid(api.updateWebhook(id, {}), "body");
      await refused(api.updateWebhook(id, { url: "http://example.com" }), "WEBHOOK_URL_INVALID");
      await refused(api.updateWebhook(nobody(), { status: "paused" }), "WEBHOOK_NOT_FOUND");
    });

    test("that is deleted is gone, with its deliveries", async () => {
      const { api, plant } = given();
      const { id } = await hook((await plant()).id);
      const { id: delivery } = await api.testWebhook(id);
      expect((await api.deleteWebhook(id)).id).toBe(id);
      await refused(api.getWebhook(id), "WEBHOOK_NOT_FOUND");
      await refused(api.deleteWebhook(id), "WEBHOOK_NOT_FOUND");
      await refused(api.retryDelivery(delivery), "WEBHOOK_DELIVERY_NOT_FOUND");
    });

    test("gets a new secret, and says until when the old one signs", async () => {
      const { api, plant } = given();
      const first = await hook((await plant()).id);
      const next = await api.rotateWebhookSecret(first.id, { overlap_seconds: 3600 });
      expect(next.secret).not.toBe(first.secret);
      const until = Date.parse(next.old_secret_until as string) - Date.now();
      expect(Math.abs(until - 3_600_000)).toBeLessThan(60_000);
      expect((await api.rotateWebhookSecret(first.id, { overlap_seconds: 0 })).old_secret_until).toBeNull();
      await invalid(api.rotateWebhookSecret(first.id, { overlap_seconds: -1 }), "body.overlap_seconds");
      await refused(api.rotateWebhookSecret(nobody()), "WEBHOOK_NOT_FOUND");
    });

    test("belongs to a tenant that is active and in the caller's view", async () => {
      const { api, as, chain } = given();
      const [root, mid, leaf] = ids(await chain(3));
      const above = await hook(root);
      const mine = await as({ tenant_id: mid, scopes: ["admin"] });
      const own = await mine.createWebhook({ url: GOOD });
      expect(own.tenant_id).toBe(mid);
      const below = await mine.createWebhook({ url: GOOD, tenant_id: leaf });
      expect((await mine.listWebhooks()).data.map(({ id }) => id)).toEqual([below.id, own.id]);
      expect((await mine.listWebhooks({ tenant_id: leaf })).data.map(({ id }) => id)).toEqual([below.id]);
      await refused(mine.listWebhooks({ tenant_id: root }), "TENANT_NOT_FOUND");
      await refused(mine.getWebhook(above.id), "WEBHOOK_NOT_FOUND");
      await refused(mine.testWebhook(above.id), "WEBHOOK_NOT_FOUND");
      await refused(mine.createWebhook({ url: GOOD, tenant_id: root }), "TENANT_NOT_FOUND");
      await api.suspendTenant(leaf);
      await refused(mine.updateWebhook(below.id, { status: "paused" }), "TENANT_SUSPENDED");
      await refused(mine.rotateWebhookSecret(below.id), "TENANT_SUSPENDED");
      await refused(mine.testWebhook(below.id), "TENANT_SUSPENDED");
      expect((await mine.deleteWebhook(below.id)).id).toBe(below.id);
    });

    test("of the platform is seen by the platform only", async () => {
      const { api, as, plant } = given();
      const { id } = await plant();
      const hears = await api.createWebhook({ url: GOOD });
      expect(hears.tenant_id).toBeNull();
      const mine = await as({ tenant_id: id, scopes: ["admin"] });
      await refused(mine.getWebhook(hears.id), "WEBHOOK_NOT_FOUND");
      await api.deleteWebhook(hears.id);
    });

    test("comes in pages, newest first", async () => {
      const { as, plant } = given();
      const { id } = await plant();
      const mine = await as({ tenant_id: id, scopes: ["admin"] });
      const made: string[] = [];
      for (let i = 0; i < 3; i++) made.unshift((await mine.createWebhook({ url: GOOD })).id);
      const first = await mine.listWebhooks({ limit: 2 });
      const rest = await mine.listWebhooks({ limit: 2, cursor: first.next_cursor as string });
      expect([...first.data, ...rest.data].map((webhook) => webhook.id)).toEqual(made);
      expect(rest.has_more).toBe(false);
    });
  });

  describe("a delivery", () => {
    test("of a test is sent at once, and tells how it went", async () => {
      const { api, plant } = given();
      const { id } = await hook((await plant()).id);
      const delivery = await api.testWebhook(id);
      expect(delivery).toMatchObject({
        webhook_id: id,
        event_type: "webhooks.test",
        status: "failed",
        delivered_at: null,
        next_attempt_at: null,
        attempts: [{ status: null, error: "The name could not be looked up." }],
      });
      expect(JSON.parse(delivery.payload)).toMatchObject({
        type: "webhooks.test",
        data: { id: delivery.event_id, resource_type: "webhooks", resource_id: id },
      });
      expect((await api.listWebhookDeliveries(id)).data).toEqual([delivery]);
      expect((await api.getWebhook(id)).failing_since, "a test says nothing of its health").toBeNull();
    });

    test("that failed is listed, counted, and sent again", async () => {
      const { api, as, plant } = given();
      const tenant = await plant();
      const { id: webhook_id } = await hook(tenant.id, { events: ["invoice.paid"] });
      const [first, second] = [await api.testWebhook(webhook_id), await api.testWebhook(webhook_id)];
      const mine = await as({ tenant_id: tenant.id, scopes: ["admin"] });
      expect((await mine.listFailedDeliveries()).data.map(({ id }) => id)).toEqual([second.id, first.id]);
      const page = await mine.listFailedDeliveries({ webhook_id, limit: 1 });
      expect(page.data[0]?.id).toBe(second.id);
      const cursor = page.next_cursor as string;
      expect((await mine.listFailedDeliveries({ limit: 1, cursor })).data[0]?.id).toBe(first.id);
      expect(await mine.getDeliveryStats({ webhook_id })).toMatchObject({
        pending: 0,
        delivered: 0,
        failed: 2,
      });

      const again = await mine.retryDelivery(first.id);
      expect(again).toMatchObject({ id: first.id, event_id: first.event_id, status: "pending" });
      expect(again.attempts).toEqual(first.attempts);
      const waiting = await refused(mine.retryDelivery(first.id), "WEBHOOK_DELIVERY_INVALID_STATE");
      expect(waiting.details.status).toBe("pending");
      expect(await mine.retryFailedDeliveries({ webhook_id })).toEqual({ retried: 1 });
      expect(await mine.retryFailedDeliveries()).toEqual({ retried: 0 });
      const stats = await mine.getDeliveryStats();
      expect(stats).toMatchObject({ pending: 2, failed: 0 });
      expect(stats.oldest_pending_at).toBe(first.created_at);
      const pending = await mine.listWebhookDeliveries(webhook_id, { status: "pending" });
      expect(pending.data.map(({ id }) => id)).toEqual([second.id, first.id]);
    });

    test("of another subtree is not there", async () => {
      const { api, as, plant } = given();
      const [mine, theirs] = [await plant(), await plant()];
      const { id: webhook_id } = await hook(theirs.id);
      const { id } = await api.testWebhook(webhook_id);
      const caller = await as({ tenant_id: mine.id, scopes: ["admin"] });
      expect((await caller.listFailedDeliveries()).data).toEqual([]);
      expect(await caller.getDeliveryStats()).toMatchObject({ failed: 0 });
      await refused(caller.retryDelivery(id), "WEBHOOK_DELIVERY_NOT_FOUND");
      await refused(caller.listFailedDeliveries({ webhook_id }), "WEBHOOK_NOT_FOUND");
      await refused(caller.getDeliveryStats({ webhook_id }), "WEBHOOK_NOT_FOUND");
      await refused(caller.retryFailedDeliveries({ webhook_id }), "WEBHOOK_NOT_FOUND");
      await refused(caller.listWebhookDeliveries(webhook_id), "WEBHOOK_NOT_FOUND");
      expect(await caller.retryFailedDeliveries()).toEqual({ retried: 0 });
    });
  });

  test("the types of events are told", async () => {
    const { data } = await given().api.listWebhookEvents();
    expect(data).toContain("config.set");
    expect(new Set(data).size).toBe(data.length);
  });
}
