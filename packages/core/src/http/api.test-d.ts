/** Compiled, never run: the derived client takes what the contracts say and nothing else. */
import type { StratumApi } from "../index.ts";

export async function types(a: StratumApi): Promise<void> {
  const t = await a.createTenant({ name: "x", slug: "y" });
  t.parent_id satisfies string | null;
  await a.getTenant("id");
  await a.getTenant("id", { include_archived: true });
  await a.listTenants({ limit: 3 });
  await a.listTenants();
  await a.setConfig("id", "k", { value: { a: [1] } });
  await a.revokeConsent("id", "p", { subject_id: "x" });
  await a.suspendTenant("id");
  await a.searchTenants({ query: "x" });
  // @ts-expect-error
  await a.createTenant({ name: "x", slug: "y", parentId: null });
  // @ts-expect-error
  await a.searchTenants();
  await a.batchSetConfig("id", { entries: [{ key: "a", value: 1 }] });
}
