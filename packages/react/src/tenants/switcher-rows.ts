import type { Tenant, TenantHit } from "@stratum-hq/core";
import { parseAncestryPath } from "@stratum-hq/core/client";
import type { KeptTenant } from "./useKeptTenants.ts";

/** One line of the switcher. */
export interface SwitcherRow extends KeptTenant {
  /** Why it stands where it stands. */
  group: "pinned" | "recent" | "all" | "found";
  /** The first of its group. */
  first: boolean;
  pinned: boolean;
  /** Null for a kept one, of which it is not known. */
  status: string | null;
}

type Source = KeptTenant & { status?: string };

/** Pinned, then recent, then all others, each once. */
export function browseRows(
  pinned: readonly KeptTenant[],
  recent: readonly KeptTenant[],
  all: readonly Tenant[],
): SwitcherRow[] {
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const loaded = new Map<string, Source>(
    all.map((tenant) => [tenant.id, { ...tenant, path: pathOf(tenant, names) }]),
  );
  // What the server says now counts more than what was kept.
  const now = (one: KeptTenant): Source => loaded.get(one.id) ?? one;
  const shown = new Set<string>();
  const fresh = (one: Source): boolean => !shown.has(one.id) && Boolean(shown.add(one.id));
  return [
    ...toRows("pinned", pinned.filter(fresh).map(now), pinned),
    ...toRows("recent", recent.filter(fresh).map(now), pinned),
    ...toRows("all", [...loaded.values()].filter(fresh), pinned),
  ];
}

/** Hits of a search, each with the names above it. */
export const foundRows = (hits: readonly TenantHit[], pinned: readonly KeptTenant[]): SwitcherRow[] =>
  toRows(
    "found",
    hits.map((hit) => ({ ...hit, path: hit.chain.map(({ name }) => name) })),
    pinned,
  );

/** The names above a tenant as far as they are known, else the slugs. */
export function pathOf(
  tenant: Pick<Tenant, "ancestry_path" | "ancestry_ltree">,
  names: ReadonlyMap<string, string>,
): string[] {
  const slugs = tenant.ancestry_ltree.split(".").slice(0, -1);
  return parseAncestryPath(tenant.ancestry_path).map((id, index) => names.get(id) ?? slugs[index] ?? id);
}

function toRows(
  group: SwitcherRow["group"],
  list: readonly Source[],
  pinned: readonly KeptTenant[],
): SwitcherRow[] {
  const ids = new Set(pinned.map(({ id }) => id));
  return list.map(({ id, name, path, status = null }, index) => ({
    id,
    name,
    path,
    status,
    group,
    first: index === 0,
    pinned: ids.has(id),
  }));
}
