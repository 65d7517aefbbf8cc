import {
  type CreateTenantInput,
  InvalidTenantStateError,
  invalid,
  MAX_TREE_DEPTH,
  type Tenant,
  TenantAlreadyExistsError,
  TenantCycleDetectedError,
  TenantHasChildrenError,
  type TenantNode,
  type tenantsContracts,
  VersionConflictError,
} from "@stratum-hq/core";
import { assertActive, type Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { compare, mapPage, paginate } from "../page.ts";
import type { Store, TenantRow } from "../store.ts";
import { batchMock } from "./batch.mock.ts";
import { contextMock } from "./context.mock.ts";
import { previewMock } from "./preview.mock.ts";
import { purgeMock } from "./purge.mock.ts";
import { assertMayMove, levelsFrom, tooDeep } from "./structure.ts";

type Status = "active" | "suspended" | "archived";
const nextStatuses: Record<string, Status[]> = {
  active: ["suspended", "archived"],
  suspended: ["active", "archived"],
  archived: ["active"],
};
/** What a cascade takes along, by where it goes. Resume takes those in the status that the tenant itself had. */
const alongWith = (to: Status, from: string): string[] =>
  ({ active: [from], suspended: ["active"], archived: ["active", "suspended"] })[to];

/** The hierarchy by the engine's rules, in memory. */
export function tenantsMock(store: Store): MockHandlers<typeof tenantsContracts> {
  const view = (row: TenantRow): Tenant => store.tenant(row);
  const node = (row: TenantRow): TenantNode => ({
    ...view(row),
    child_count: store.childrenOf(row.id).filter((child) => child.status !== "archived").length,
    descendant_count: store.descendantCount(row.id),
  });
  const listed = (row: TenantRow, archivedToo: boolean | undefined): boolean =>
    archivedToo === true || row.status !== "archived";
  /** What the caller sees at or below `top`, or of everything, in the order of creation. */
  const visible = (top: string | null): TenantRow[] => {
    const row = top === null ? undefined : store.tenants.get(top);
    const rows = row ? [row, ...store.below(row.id)] : [...store.tenants.values()];
    return rows.sort((a, b) => compare([a.id], [b.id]));
  };

  function assertFree(slug: string, parent_id: string | null, self?: string): void {
    const taken = store
      .childrenOf(parent_id)
      .some((t) => t.slug === slug && t.id !== self && t.status !== "archived");
    if (taken)
      throw new TenantAlreadyExistsError(
        `A sibling already has the slug "${slug}". Choose another, or rename it.`,
        { slug },
      );
  }
  /** @param levels how many levels are to hang below the parent. */
  function assertRoom(parent: TenantRow | null, levels: number): void {
    if ((parent ? store.chain(parent).length : 0) + levels <= MAX_TREE_DEPTH) return;
    throw tooDeep();
  }
  function change(
    caller: Caller,
    action: string,
    row: TenantRow,
    patch: Partial<TenantRow>,
    before = snapshot(row),
  ): Tenant {
    Object.assign(row, patch, { version: row.version + 1, updated_at: store.timestamp() });
    const after = snapshot(row);
    caller.record({ tenant_id: row.id, action: `tenants.${action}`, resource_id: row.id, before, after });
    return view(row);
  }

  function transition(caller: Caller, id: string, to: Status, cascade = false): Tenant {
    const row = caller.find(id);
    const allowed = nextStatuses[row.status] as Status[];
    if (!allowed.includes(to)) {
      const message = `Tenant ${id} is ${row.status}; from there it can become ${allowed.join(" or ")}.`;
      throw new InvalidTenantStateError(message, { status: row.status, allowed });
    }
    const rows = cascade ? [row, ...along(row, alongWith(to, row.status))] : [row];
    if (to === "active") assertResumable(caller, row, rows);
    else if (!cascade) assertChildless(row);
    const deleted_at = to === "archived" ? store.timestamp() : null;
    const action = to === "active" ? "resumed" : to;
    for (const one of rows) change(caller, action, one, { status: to, deleted_at });
    store.touched();
    return view(row);
  }
  /** What is below in one of the statuses, as far down as they reach: an active tenant needs an active parent. */
  const along = (row: TenantRow, statuses: string[]): TenantRow[] =>
    store
      .childrenOf(row.id)
      .filter((child) => statuses.includes(child.status))
      .flatMap((child) => [child, ...along(child, statuses)]);
  function assertResumable(caller: Caller, row: TenantRow, rows: TenantRow[]): void {
    const parent = row.parent_id ? store.tenants.get(row.parent_id) : undefined;
    if (parent && parent.status !== "active") {
      const message = `The parent of ${row.id} is ${parent.status}: make it active first.`;
      throw new InvalidTenantStateError(message, { status: row.status, allowed: [] });
    }
    if (row.status !== "archived") return;
    for (const one of rows) {
      const by = store
        .childrenOf(one.parent_id)
        .find((t) => t.slug === one.slug && t !== one && (t.status !== "archived" || rows.includes(t)));
      if (!by) continue;
      const seen = caller.sees(by);
      throw new TenantAlreadyExistsError(
        `${seen ? `Tenant ${by.id}` : "A sibling"} has taken the slug "${one.slug}" of ${one.id}. Rename it, then resume.`,
        { slug: one.slug, tenant_id: one.id, ...(seen && { taken_by: by.id }) },
      );
    }
  }
  function assertChildless(row: TenantRow): void {
    const active = store.childrenOf(row.id).filter((child) => child.status === "active").length;
    if (active === 0) return;
    const message = `Tenant ${row.id} has ${active} active children. Give { "cascade": true } to take them along.`;
    throw new TenantHasChildrenError(message, { active_children: active });
  }

  function create(caller: Caller, input: CreateTenantInput): TenantRow {
    const { parent_id = null, isolation_strategy, metadata = {}, name, slug } = input;
    if (parent_id === null && caller.within !== null) {
      throw invalid([
        { path: "body.parent_id", message: "is required: only a platform caller may create a root" },
      ]);
    }
    const parent = parent_id ? caller.active(parent_id) : null;
    assertRoom(parent, 1);
    assertFree(slug, parent_id);
    const row = store.addTenant({
      parent_id,
      name,
      slug,
      metadata,
      ...(isolation_strategy && { isolation_strategy }),
    });
    const after = snapshot(row);
    caller.record({ tenant_id: row.id, action: "tenants.created", resource_id: row.id, after });
    return row;
  }

  return {
    ...previewMock(store),
    ...batchMock(store, create),
    ...purgeMock(store),
    listTenants: ({ caller, query }) => {
      const rows = visible(caller.within).filter((row) => listed(row, query.include_archived));
      return mapPage(
        paginate(rows, query, (row) => [row.id]),
        view,
      );
    },
    createTenant: ({ caller, body }) => view(create(caller, body)),
    listRoots({ caller, query }) {
      const top = caller.within === null ? undefined : caller.find(caller.within);
      const rows = (top ? [top] : store.childrenOf(null)).filter((row) =>
        listed(row, query.include_archived),
      );
      return mapPage(
        paginate(rows, query, (row) => [row.sort_order]),
        node,
      );
    },
    searchTenants({ caller, query }) {
      const text = query.query.toLowerCase();
      const hits = visible(query.under ? caller.find(query.under).id : caller.within)
        .filter((row) => row.status !== "archived")
        .filter((row) => row.name.toLowerCase().includes(text) || row.slug.includes(text) || row.id === text)
        .sort((a, b) => compare([a.name, a.id], [b.name, b.id]));
      return mapPage(
        paginate(hits, query, (row) => [row.name, row.id]),
        (row) => {
          const chain = caller.visibleChain(row).slice(0, -1);
          return { ...node(row), chain: chain.map(({ id, name, slug }) => ({ id, name, slug })) };
        },
      );
    },
    getTenant: ({ caller, params, query }) =>
      view(query.include_archived ? caller.find(params.id) : caller.active(params.id)),
    updateTenant({ caller, params, body: { expected_version, ...patch } }) {
      const row = caller.active(params.id);
      if (expected_version !== undefined && expected_version !== row.version) {
        const message = `Tenant ${row.id} is at version ${row.version}, not ${expected_version}.`;
        throw new VersionConflictError(message, { current: view(row) });
      }
      if (patch.slug !== undefined) assertFree(patch.slug, row.parent_id, row.id);
      return change(caller, "updated", row, defined(patch));
    },
    moveTenant({ caller, params, body: { parent_id } }) {
      const row = caller.find(params.id);
      assertMayMove(caller, row.id, parent_id);
      assertActive(row);
      const parent = parent_id ? caller.active(parent_id) : null;
      if (parent && store.chain(parent).includes(row)) {
        throw new TenantCycleDetectedError("A tenant cannot move below itself.", {
          tenant_id: row.id,
          parent_id,
        });
      }
      if (parent_id === row.parent_id) return view(row);
      assertRoom(parent, levelsFrom(store, row));
      assertFree(row.slug, parent_id);
      const before = snapshot(row);
      store.move(row, parent_id);
      return change(caller, "moved", row, {}, before);
    },
    reorderTenant({ caller, params, body: { position } }) {
      const row = caller.find(params.id);
      if (row.id === caller.within) {
        throw invalid([
          { path: "params.id", message: "is the top of the caller's view: its siblings are others'" },
        ]);
      }
      assertActive(row);
      if (row.sort_order === Math.min(position, store.childIds(row.parent_id).length - 1)) return view(row);
      const before = snapshot(row);
      store.reorder(row, position);
      return change(caller, "reordered", row, {}, before);
    },
    suspendTenant: ({ caller, params, body }) => transition(caller, params.id, "suspended", body?.cascade),
    resumeTenant: ({ caller, params, body }) => transition(caller, params.id, "active", body?.cascade),
    archiveTenant: ({ caller, params, body }) => transition(caller, params.id, "archived", body?.cascade),
    ...contextMock(store),
    deleteTenant: ({ caller, params, query }) => transition(caller, params.id, "archived", query.cascade),
    getAncestors: ({ caller, params }) =>
      caller.visibleChain(caller.active(params.id)).slice(0, -1).map(view),
    listChildren({ caller, params, query }) {
      const parent = caller.find(params.id);
      // A suspended branch can still be opened in a tree, so that it can be found and resumed.
      if (parent.status === "archived" && !query.include_archived) assertActive(parent);
      const rows = store.childrenOf(parent.id).filter((row) => listed(row, query.include_archived));
      return mapPage(
        paginate(rows, query, (row) => [row.sort_order]),
        node,
      );
    },
    listDescendants({ caller, params, query }) {
      const top = caller.find(params.id);
      if (!query.include_archived) assertActive(top);
      const rows = [...store.below(top.id)]
        .filter((row) => listed(row, query.include_archived))
        .map(view)
        .sort((a, b) => compare([a.ancestry_path, a.id], [b.ancestry_path, b.id]));
      return paginate(rows, query, (row) => [row.ancestry_path, row.id]);
    },
  };
}

/** What an audit entry keeps of a tenant. */
const snapshot = ({
  parent_id,
  name,
  slug,
  status,
  metadata,
  isolation_strategy,
  sort_order,
  version,
}: TenantRow) => ({
  parent_id,
  name,
  slug,
  status,
  metadata,
  isolation_strategy,
  sort_order,
  version,
});

/** Without the fields that are undefined. */
function defined<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as never;
}
