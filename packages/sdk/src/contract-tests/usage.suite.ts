import { describe, expect, test } from "vitest";
import { invalid, nobody, refused, type World } from "./world.ts";

/** Each operation of usage, as a caller sees it. */
export function usageSuite(given: () => World): void {
  const total = async (tenant_id: string, more: object = {}) =>
    (await given().api.aggregateUsage({ tenant_id, ...more })).data.map(
      ({ metric, quantity, records }) => [metric, quantity, records] as const,
    );

  describe("a record", () => {
    test("says what was counted, when and for whom", async () => {
      const { api, plant } = given();
      const { id } = await plant();
      const record = await api.recordUsage(id, {
        metric: "api_calls",
        quantity: 2.5,
        occurred_at: "2026-01-31T09:30:00Z",
      });
      expect(record).toMatchObject({
        tenant_id: id,
        metric: "api_calls",
        quantity: 2.5,
        occurred_at: "2026-01-31T09:30:00.000Z",
        idempotency_key: null,
      });
    });

    test("is counted once for each key; with another quantity or time the key is refused", async () => {
      const { api, plant } = given();
      const [{ id }, other] = [await plant(), await plant()];
      const input = { metric: "m", quantity: 3, occurred_at: "2026-01-01T00:00:00Z", idempotency_key: "k" };
      const first = await api.recordUsage(id, input);
      expect(await api.recordUsage(id, input)).toEqual(first);
      expect(await api.recordUsage(id, { metric: "m", quantity: 3, idempotency_key: "k" })).toEqual(first);
      expect(await total(id)).toEqual([["m", 3, 1]]);
      await refused(api.recordUsage(id, { ...input, quantity: 4 }), "IDEMPOTENCY_KEY_REUSED");
      const later = { ...input, occurred_at: "2026-01-02T00:00:00Z" };
      await refused(api.recordUsage(id, later), "IDEMPOTENCY_KEY_REUSED");
      await api.recordUsage(id, { ...input, metric: "n" });
      await api.recordUsage(other.id, input);
      expect(await total(id)).toEqual([
        ["m", 3, 1],
        ["n", 3, 1],
      ]);
    });

    test("is refused by name when it is no measurement", async () => {
      const { api, plant } = given();
      const { id } = await plant();
      const good = { metric: "m", quantity: 1 };
      await invalid(api.recordUsage(id, { ...good, metric: "API calls" }), "body.metric");
      await invalid(api.recordUsage(id, { ...good, quantity: 0.1234567 }), "body.quantity");
      await invalid(api.recordUsage(id, { ...good, quantity: 1e13 }), "body.quantity");
      const future = new Date(Date.now() + 3_600_000).toISOString();
      await invalid(api.recordUsage(id, { ...good, occurred_at: future }), "body.occurred_at");
      const skewed = new Date(Date.now() + 60_000).toISOString();
      await api.recordUsage(id, { ...good, occurred_at: skewed });
    });

    test("is only of an active tenant that the caller sees", async () => {
      const { api, plant } = given();
      const { id } = await plant();
      await api.suspendTenant(id);
      await refused(api.recordUsage(id, { metric: "m", quantity: 1 }), "TENANT_SUSPENDED");
      await refused(api.recordUsage(nobody(), { metric: "m", quantity: 1 }), "TENANT_NOT_FOUND");
    });
  });

  describe("totals", () => {
    test("are those of the subtree, with suspended tenants; corrections count down", async () => {
      const { api, chain } = given();
      const [root, mid, leaf] = await chain(3);
      for (const [id, quantity] of [
        [root.id, 0.1],
        [mid.id, 0.2],
        [leaf.id, 10],
        [leaf.id, -1],
      ] as const)
        await api.recordUsage(id, { metric: "gb", quantity });
      await api.suspendTenant(leaf.id);
      expect(await total(root.id)).toEqual([["gb", 9.3, 4]]);
      expect(await total(mid.id)).toEqual([["gb", 9.2, 3]]);
      expect(await total(leaf.id)).toEqual([["gb", 9, 2]]);
    });

    test("by child are one for each child's subtree, and one for the tenant itself", async () => {
      const { api, plant, chain } = given();
      const [root, a, below] = await chain(3);
      const b = await plant({ parent_id: root.id, name: "B" });
      for (const [id, quantity] of [
        [root.id, 1],
        [a.id, 2],
        [below.id, 4],
        [b.id, 8],
      ] as const)
        await api.recordUsage(id, { metric: "m", quantity });
      const { data } = await api.aggregateUsage({ tenant_id: root.id, by: "child" });
      expect(Object.fromEntries(data.map((t) => [t.tenant_id, t.quantity]))).toEqual({
        [root.id]: 1,
        [a.id]: 6,
        [b.id]: 8,
      });
      expect(data.find((t) => t.tenant_id === b.id)?.tenant_name).toBe("B");
      const under = await api.aggregateUsage({ tenant_id: a.id, by: "child" });
      expect(under.data.map((t) => t.quantity).sort()).toEqual([2, 4]);
    });

    test("by day are in UTC; from counts, to does not", async () => {
      const { api, plant } = given();
      const { id } = await plant();
      for (const occurred_at of ["2026-01-01T23:59:59.999Z", "2026-01-02T00:00:00Z", "2026-01-02T12:00:00Z"])
        await api.recordUsage(id, { metric: "m", quantity: 1, occurred_at });
      const { data } = await api.aggregateUsage({ tenant_id: id, by: "day" });
      expect(data.map(({ day, quantity }) => [day, quantity])).toEqual([
        ["2026-01-01", 1],
        ["2026-01-02", 2],
      ]);
      const range = { from: "2026-01-02T00:00:00Z", to: "2026-01-02T12:00:00Z" };
      expect(await total(id, range)).toEqual([["m", 1, 1]]);
    });

    test("come in pages, by metric", async () => {
      const { api, plant } = given();
      const { id } = await plant();
      for (const metric of ["c", "a", "b"]) await api.recordUsage(id, { metric, quantity: 1 });
      const first = await api.aggregateUsage({ tenant_id: id, limit: 2 });
      expect(first.data.map(({ metric }) => metric)).toEqual(["a", "b"]);
      const cursor = first.next_cursor as string;
      const rest = await api.aggregateUsage({ tenant_id: id, limit: 2, cursor });
      expect(rest.data.map(({ metric }) => metric)).toEqual(["c"]);
      expect(rest.has_more).toBe(false);
      expect(await total(id, { metric: "b" })).toEqual([["b", 1, 1]]);
      expect(await total((await plant()).id)).toEqual([]);
    });

    test("of a tenant that the caller does not see are none", async () => {
      const { as, plant } = given();
      const [mine, theirs] = [await plant(), await plant()];
      const caller = await as({ tenant_id: mine.id, scopes: ["read"] });
      await refused(caller.aggregateUsage({ tenant_id: theirs.id }), "TENANT_NOT_FOUND");
    });
  });
}
