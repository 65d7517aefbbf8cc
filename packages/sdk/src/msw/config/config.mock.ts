import {
  ConfigLockedError,
  ConfigNotFoundError,
  type configContracts,
  invalid,
  type Json,
  type ResolvedConfigEntry,
  StratumError,
  VersionConflictError,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { type ConfigRow, entriesOf, type Store, type TenantRow } from "../store.ts";

interface Change {
  value?: Json | undefined;
  locked?: boolean | undefined;
  expected_version?: number | undefined;
}

/** Config by the engine's rules, in memory. */
export function configMock(store: Store): MockHandlers<typeof configContracts> {
  const own = (id: string, key: string): ConfigRow | undefined => store.config.get(id)?.get(key);

  /** The effective entry of a key: the highest locked one, otherwise the nearest. */
  function resolve(caller: Caller, tenant: TenantRow, key: string): ResolvedConfigEntry | null {
    const chain = store.chain(tenant).filter((t) => own(t.id, key));
    const source = chain.find((t) => own(t.id, key)?.locked) ?? chain.at(-1);
    const entry = source && own(source.id, key);
    if (!entry) return null;
    const mine = own(tenant.id, key);
    const hidden = mine && source !== tenant && entry.locked;
    return {
      value: entry.value,
      source_tenant_id: source.id,
      source_name: caller.sees(source) ? source.name : null,
      inherited: source !== tenant,
      locked: entry.locked,
      locked_by: entry.locked ? source.id : null,
      shadowed: hidden ? { ...mine } : null,
      version: entry.version,
      own_version: mine?.version ?? null,
    };
  }

  function assertUnlocked(caller: Caller, tenant: TenantRow, key: string): void {
    const owner = store.chain(tenant).find((t) => t !== tenant && own(t.id, key)?.locked);
    if (!owner) return;
    const name = caller.sees(owner) ? owner.name : null;
    throw new ConfigLockedError(`"${key}" is locked by ${name ?? "a tenant above"}.`, {
      key,
      locked_by: { tenant_id: owner.id, name },
    });
  }
  function assertCurrent(key: string, current: ConfigRow | undefined, expected: number | undefined): void {
    if (expected === undefined || expected === (current?.version ?? 0)) return;
    const message = current
      ? `"${key}" is at version ${current.version}, not ${expected}.`
      : `"${key}" has no own entry.`;
    throw new VersionConflictError(message, { key, current: current ? { ...current } : null });
  }

  /** Descendants whose own entry a lock hides; the lock may stand anywhere between. */
  function hidden(tenant: TenantRow, key: string): Set<string> {
    const found = new Set<string>();
    const visit = (row: TenantRow, locked: boolean): void => {
      const entry = own(row.id, key);
      if (locked && entry) found.add(row.id);
      for (const child of store.childrenOf(row.id)) visit(child, locked || entry?.locked === true);
    };
    visit(tenant, false);
    return found;
  }
  /** Runs a change and says whose own entries it hid and whose it freed. */
  function reporting(
    tenant: TenantRow,
    key: string,
    change: () => void,
  ): { shadowed: string[]; unshadowed: string[] } {
    const before = hidden(tenant, key);
    change();
    const after = hidden(tenant, key);
    return {
      shadowed: [...after].filter((id) => !before.has(id)),
      unshadowed: [...before].filter((id) => !after.has(id)),
    };
  }

  function set(caller: Caller, tenant: TenantRow, key: string, change: Change, path: string): ConfigRow {
    assertUnlocked(caller, tenant, key);
    const current = own(tenant.id, key);
    assertCurrent(key, current, change.expected_version);
    const value = change.value === undefined ? current?.value : change.value;
    if (value === undefined) {
      const message = "is required: there is no own entry whose value could stay";
      throw invalid([{ path: `${path}.value`, message }]);
    }
    const locked = change.locked ?? current?.locked ?? false;
    const row: ConfigRow = { value, locked, version: (current?.version ?? 0) + 1 };
    entriesOf(store.config, tenant.id).set(key, row);
    return row;
  }
  function remove(caller: Caller, tenant: TenantRow, key: string, expected: number | undefined): void {
    assertUnlocked(caller, tenant, key);
    const current = own(tenant.id, key);
    assertCurrent(key, current, expected);
    if (!current)
      throw new ConfigNotFoundError(`Tenant ${tenant.id} has no own entry for "${key}".`, { key });
    store.config.get(tenant.id)?.delete(key);
  }
  /** One entry of a batch. */
  function apply(
    caller: Caller,
    tenant: TenantRow,
    entry: Change & { key: string; delete?: true | undefined },
    path: string,
  ) {
    const { key, delete: gone, ...change } = entry;
    if (!gone) return { key, status: "set", version: set(caller, tenant, key, change, path).version };
    remove(caller, tenant, key, change.expected_version);
    return { key, status: "deleted", version: null };
  }

  return {
    resolveConfig({ caller, params }) {
      const tenant = caller.active(params.id);
      const keys = new Set(store.chain(tenant).flatMap((t) => [...(store.config.get(t.id)?.keys() ?? [])]));
      return Object.fromEntries(
        [...keys].sort().map((key) => [key, resolve(caller, tenant, key) as ResolvedConfigEntry]),
      );
    },
    setConfig({ caller, params: { id, key }, body }) {
      const tenant = caller.active(id);
      const report = reporting(tenant, key, () => set(caller, tenant, key, body, "body"));
      return { tenant_id: id, key, ...(own(id, key) as ConfigRow), ...report };
    },
    deleteConfig({ caller, params: { id, key }, query }) {
      const tenant = caller.active(id);
      const { unshadowed } = reporting(tenant, key, () =>
        remove(caller, tenant, key, query.expected_version),
      );
      return { key, effective: resolve(caller, tenant, key), unshadowed };
    },
    batchSetConfig({ caller, params, body: { entries } }) {
      assertDistinct(entries.map((entry) => entry.key));
      const tenant = caller.active(params.id);
      const before = new Map(entriesOf(store.config, tenant.id));
      const results = entries.map((entry, index) => {
        try {
          return apply(caller, tenant, entry, `body.entries.${index}`);
        } catch (error) {
          store.config.set(tenant.id, before);
          if (error instanceof StratumError) Object.assign(error.details, { index, key: entry.key });
          throw error;
        }
      });
      return { results, succeeded: results.length, failed: 0 };
    },
  };
}

function assertDistinct(keys: readonly string[]): void {
  for (const [index, key] of keys.entries()) {
    if (keys.indexOf(key) === index) continue;
    throw invalid([{ path: `body.entries.${index}.key`, message: `is "${key}" again; name each key once` }]);
  }
}
