import {
  type Governing,
  govern,
  MAX_TREE_DEPTH,
  type MovePreview,
  type Permission,
  type StratumError,
  sameJson,
  TenantAlreadyExistsError,
  TenantCycleDetectedError,
  type tenantsContracts,
} from "@stratum-hq/core";
import { assertActive, type Caller } from "../caller.ts";
import { configState } from "../config/index.ts";
import type { MockHandlers } from "../handler.ts";
import type { Store, TenantRow } from "../store.ts";
import { assertMayMove, levelsFrom, tooDeep } from "./structure.ts";

const EXAMPLES = 20;
type Lock = MovePreview["locks"]["examples"][number];

/** What a move would do: made, looked at, and taken back; nobody else sees it in between. */
export function previewMock(store: Store): Pick<MockHandlers<typeof tenantsContracts>, "previewMove"> {
  const config = configState(store);
  const ownPolicy = (id: string, key: string): Permission | undefined => store.permissions.get(id)?.get(key);
  /** What governs a key at the end of a chain, root first. */
  const governing = (chain: TenantRow[], key: string): Governing<Permission> | null =>
    chain.reduce<Governing<Permission> | null>((above, t) => govern(above, ownPolicy(t.id, key)), null);
  const policyKeys = (chain: TenantRow[]): string[] =>
    chain.flatMap((t) => [...(store.permissions.get(t.id)?.keys() ?? [])]);

  function look(tenant: TenantRow) {
    const keys = config.keys(tenant);
    const chain = store.chain(tenant);
    return {
      config: new Map(keys.map((key) => [key, config.comparable(tenant, key)])),
      secret: new Set(keys.filter((key) => config.defined(tenant, key)?.sensitive)),
      permissions: new Map(
        policyKeys(chain).map((key) => {
          const { policy, mode } = governing(chain, key) ?? {};
          return [key, policy && mode ? { value: policy.value, mode } : null];
        }),
      ),
    };
  }
  /** Locks above a place, by feature and key, with the tenant that locks. */
  function locksOf(chain: TenantRow[]): Map<string, Pick<Lock, "feature" | "key" | "source_tenant_id">> {
    const found = new Map<string, Pick<Lock, "feature" | "key" | "source_tenant_id">>();
    for (const t of chain)
      for (const [key, entry] of store.config.get(t.id) ?? [])
        if (entry.locked && !found.has(`config ${key}`))
          found.set(`config ${key}`, { feature: "config", key, source_tenant_id: t.id });
    for (const key of new Set(policyKeys(chain))) {
      const { policy, mode } = governing(chain, key) ?? {};
      if (policy && mode === "LOCKED")
        found.set(`permissions ${key}`, { feature: "permissions", key, source_tenant_id: policy.tenant_id });
    }
    return found;
  }
  function newLocks(
    caller: Caller,
    moving: TenantRow[],
    from: TenantRow[],
    to: TenantRow[],
  ): MovePreview["locks"] {
    const [before, after] = [locksOf(from), locksOf(to)];
    const locks = [...after]
      .filter(([place, lock]) => before.get(place)?.source_tenant_id !== lock.source_tenant_id)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([place, lock]): Lock => {
        const source = store.tenants.get(lock.source_tenant_id) as TenantRow;
        const own = lock.feature === "config" ? config.own : ownPolicy;
        return {
          ...lock,
          source_name: caller.sees(source) ? source.name : null,
          shadowed: before.has(place) ? 0 : moving.filter((t) => own(t.id, lock.key)).length,
        };
      });
    return { count: locks.length, examples: locks.slice(0, EXAMPLES) };
  }
  function effects(caller: Caller, row: TenantRow, parent: TenantRow | null) {
    const moving = [row, ...store.below(row.id)]
      .filter((t) => t.status !== "archived" || t === row)
      .sort((a, b) => store.chain(a).length - store.chain(b).length || (a.id < b.id ? -1 : 1));
    const { parent_id, sort_order } = row;
    const from = store.chain(row).slice(0, -1);
    const before = moving.map(look);
    store.move(row, parent?.id ?? null);
    const after = moving.map(look);
    store.move(row, parent_id);
    store.reorder(row, sort_order);
    const changes = <T>(of: (i: number) => [Map<string, T | null>, Map<string, T | null>]) =>
      moving.flatMap(({ id, name }, i) => {
        const [was, then] = of(i);
        return [...new Set([...was.keys(), ...then.keys()])]
          .sort()
          .map((key) => ({
            i,
            tenant_id: id,
            name,
            key,
            before: was.get(key) ?? null,
            after: then.get(key) ?? null,
          }))
          .filter((change) => !sameJson(change.before, change.after));
      });
    const values = changes((i) => [before[i]?.config ?? new Map(), after[i]?.config ?? new Map()]);
    const policies = changes((i) => [
      before[i]?.permissions ?? new Map(),
      after[i]?.permissions ?? new Map(),
    ]);
    return {
      tenants: moving.length,
      config: {
        count: values.length,
        examples: values.slice(0, EXAMPLES).map(({ i, ...change }) => {
          const secret = before[i]?.secret.has(change.key) || after[i]?.secret.has(change.key);
          const shown = (side: typeof change.before) => {
            const masked = secret === true || side?.sealed !== undefined;
            return side && { value: masked ? null : (side.clear ?? null), masked };
          };
          return { ...change, before: shown(change.before), after: shown(change.after) };
        }),
      },
      permissions: {
        count: policies.length,
        examples: policies.slice(0, EXAMPLES).map(({ i, ...change }) => change),
      },
      locks: newLocks(caller, moving, from, parent ? store.chain(parent) : []),
    };
  }
  function refusalsOf(row: TenantRow, parent: TenantRow | null): StratumError[] {
    const refusals: StratumError[] = [];
    try {
      if (parent) assertActive(parent);
    } catch (error) {
      refusals.push(error as StratumError);
    }
    if ((parent ? store.chain(parent).length : 0) + levelsFrom(store, row) > MAX_TREE_DEPTH)
      refusals.push(tooDeep());
    const { slug } = row;
    if (
      store
        .childrenOf(parent?.id ?? null)
        .some((t) => t.slug === slug && t !== row && t.status !== "archived")
    )
      refusals.push(
        new TenantAlreadyExistsError(`There is a tenant with the slug "${slug}" already.`, { slug }),
      );
    return refusals;
  }

  return {
    previewMove({ caller, params, body: { parent_id } }) {
      const row = caller.find(params.id);
      assertMayMove(caller, row.id, parent_id);
      assertActive(row);
      const parent = parent_id === null ? null : caller.find(parent_id);
      const cycle = parent !== null && store.chain(parent).includes(row);
      const stays = row.parent_id === parent_id;
      const refusals = cycle
        ? [new TenantCycleDetectedError("A tenant cannot move below itself.")]
        : stays
          ? []
          : refusalsOf(row, parent);
      const none = { count: 0, examples: [] };
      const nothing = { tenants: 0, config: none, permissions: none, locks: none };
      return {
        tenant_id: row.id,
        parent_id,
        allowed: refusals.length === 0,
        refusals: refusals.map(({ code, message }) => ({ code, message })),
        ...(cycle || stays ? nothing : effects(caller, row, parent)),
      };
    },
  };
}
