import {
  ConfigInvalidError,
  ConfigNotFoundError,
  checkValue,
  type configContracts,
  invalid,
  type Json,
  type ResolvedConfig,
  StratumError,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { paginate } from "../page.ts";
import type { ConfigRow, Store, TenantRow } from "../store.ts";
import { CONCEALED, configState, shown } from "./config.state.ts";
import { definitionsMock } from "./definitions.mock.ts";
import { insightMock } from "./insight.mock.ts";

interface Change {
  value?: Json | undefined;
  locked?: boolean | undefined;
  sensitive?: boolean | undefined;
  expected_version?: number | undefined;
}

/** Config by the engine's rules, in memory. */
export function configMock(store: Store): MockHandlers<typeof configContracts> {
  const state = configState(store);
  const { own, defined, resolve, hidden, assertCurrent, assertUnlocked } = state;
  const actor = (caller: Caller): string => caller.session.actor_id ?? "mock";

  const resolveAll = (caller: Caller, tenant: TenantRow): ResolvedConfig =>
    Object.fromEntries(
      state.keys(tenant).flatMap((key) => {
        const entry = resolve(caller, tenant, key);
        return entry ? [[key, entry]] : [];
      }),
    );

  /** Runs a change and says whose own entries it hid and whose it freed. */
  function reporting(tenant: TenantRow, key: string, change: () => void) {
    const before = hidden(tenant, key);
    change();
    const after = hidden(tenant, key);
    return {
      shadowed: [...after].filter((id) => !before.has(id)),
      unshadowed: [...before].filter((id) => !after.has(id)),
    };
  }

  /** @throws ConfigInvalidError if the definition forbids it */
  function assertFits(tenant: TenantRow, key: string, change: Change, path: string): void {
    const definition = defined(tenant, key);
    const refuse = (at: string, message: string) =>
      new ConfigInvalidError(`The value of "${key}" breaks its definition: ${at} ${message}.`, {
        key,
        errors: [{ path: at, message }],
      });
    if (definition?.sensitive && change.sensitive === false)
      throw refuse(`${path}.sensitive`, "must not be false: the key is defined as sensitive");
    if (change.value === undefined || !definition?.schema) return;
    const fault = checkValue(definition.schema, change.value, `${path}.value`);
    if (fault) throw refuse(fault.path, fault.message);
  }

  function set(caller: Caller, tenant: TenantRow, key: string, change: Change, path: string): ConfigRow {
    assertFits(tenant, key, change, path);
    assertUnlocked(caller, tenant, key);
    const current = own(tenant.id, key);
    assertCurrent(tenant, key, change.expected_version);
    const sensitive = defined(tenant, key)?.sensitive || (change.sensitive ?? current?.sensitive ?? false);
    const value = change.value === undefined ? current?.value : change.value;
    if (value === undefined || (change.value === undefined && sensitive !== current?.sensitive)) {
      const message = "is required: there is no own entry whose value could stay";
      throw invalid([{ path: `${path}.value`, message }]);
    }
    const locked = change.locked ?? current?.locked ?? false;
    store.writeConfig(tenant.id, key, { value, locked, sensitive }, actor(caller));
    const made = own(tenant.id, key) as ConfigRow;
    const [before, after] = [current ? said(current, sensitive) : null, said(made)];
    caller.record({ tenant_id: tenant.id, action: "config.set", resource_id: key, before, after });
    return made;
  }
  function remove(caller: Caller, tenant: TenantRow, key: string, expected: number | undefined): void {
    assertUnlocked(caller, tenant, key);
    const current = own(tenant.id, key);
    assertCurrent(tenant, key, expected);
    if (!current)
      throw new ConfigNotFoundError(`Tenant ${tenant.id} has no own entry for "${key}".`, { key });
    const { locked, sensitive } = current;
    const version = store.writeConfig(tenant.id, key, { locked, sensitive }, actor(caller));
    const before = { ...said(current), version };
    caller.record({ tenant_id: tenant.id, action: "config.deleted", resource_id: key, before });
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
  /** An own entry after a write. */
  function written(tenant: TenantRow, key: string, report: ReturnType<typeof reporting>) {
    const row = own(tenant.id, key) as ConfigRow;
    const { locked, version } = row;
    return { tenant_id: tenant.id, key, ...shown(row, tenant.id, key), locked, version, ...report };
  }

  return {
    ...definitionsMock(store),
    ...insightMock(store, resolveAll),
    resolveConfig: ({ caller, params }) => resolveAll(caller, caller.active(params.id)),
    getConfigWithInheritance: ({ caller, params }) => resolveAll(caller, caller.active(params.id)),
    setConfig({ caller, params: { id, key }, body }) {
      const tenant = caller.active(id);
      return written(
        tenant,
        key,
        reporting(tenant, key, () => set(caller, tenant, key, body, "body")),
      );
    },
    deleteConfig({ caller, params: { id, key }, query }) {
      const tenant = caller.active(id);
      const { unshadowed } = reporting(tenant, key, () =>
        remove(caller, tenant, key, query.expected_version),
      );
      return { key, effective: resolve(caller, tenant, key), unshadowed };
    },
    batchSetConfig({ caller, params, body: { entries, atomic = true } }) {
      assertDistinct(entries.map((entry) => entry.key));
      const tenant = caller.active(params.id);
      const undo = snapshot(store, tenant.id, entries);
      const results = entries.map((entry, index) => {
        try {
          return apply(caller, tenant, entry, entries.length > 1 ? `body.entries.${index}` : "body");
        } catch (error) {
          if (!(error instanceof StratumError)) throw error;
          if (!atomic) {
            const { code, status, message } = error;
            return { key: entry.key, status: "failed", version: null, error: { code, status, message } };
          }
          undo();
          Object.assign(error.details, { index, key: entry.key });
          throw error;
        }
      });
      const failed = results.filter((result) => "error" in result).length;
      return { results, succeeded: results.length - failed, failed };
    },
    revealConfig({ caller, params: { id, key }, body: { reason } }) {
      caller.need("secrets:read");
      const tenant = caller.active(id);
      const source = state.source(tenant, key);
      const entry = source && own(source.id, key);
      if (!entry) throw new ConfigNotFoundError(`Nothing sets "${key}" for this tenant.`, { key });
      const { version } = entry;
      const after = { reason, source_tenant_id: source.id, version };
      caller.record({ tenant_id: tenant.id, action: "config.revealed", resource_id: key, after });
      return { key, value: entry.value, source_tenant_id: source.id, version };
    },
    listConfigHistory({ caller, params: { id, key }, query }) {
      const tenant = caller.active(id);
      const past = [...(store.configHistory.get(`${id} ${key}`) ?? [])].reverse();
      const secret = state.defined(tenant, key)?.sensitive ?? false;
      const page = paginate(past, query, (row) => [row.version], true);
      return {
        ...page,
        data: page.data.map((row) => ({
          ...shown(
            { value: row.value ?? null, sensitive: row.sensitive && row.value !== undefined },
            tenant.id,
            key,
          ),
          ...(row.value !== undefined && !row.sensitive && secret && CONCEALED),
          version: row.version,
          deleted: row.value === undefined,
          locked: row.locked,
          actor_id: row.actor_id,
          created_at: row.created_at,
        })),
      };
    },
    restoreConfig({ caller, params: { id, key }, body: { version, expected_version } }) {
      const tenant = caller.active(id);
      const past = store.configHistory.get(`${id} ${key}`)?.find((row) => row.version === version);
      if (past?.value === undefined)
        throw new ConfigNotFoundError(`There is no version ${version} of "${key}" with a value.`, { key });
      const sensitive = defined(tenant, key)?.sensitive || past.sensitive;
      const change = { value: past.value, sensitive, expected_version };
      return written(
        tenant,
        key,
        reporting(tenant, key, () => set(caller, tenant, key, change, "body")),
      );
    },
  };
}

/** What an audit entry keeps of a config entry. */
const said = ({ value, locked, version, sensitive }: ConfigRow, hide = sensitive) => ({
  locked,
  version,
  ...(hide || sensitive ? { masked: true } : { value }),
});

/** Puts back the entries and histories that a batch is about to touch. */
function snapshot(store: Store, id: string, entries: readonly { key: string }[]): () => void {
  const before = store.config.get(id);
  const config = new Map(before);
  const lengths = entries.map(
    ({ key }) => [`${id} ${key}`, store.configHistory.get(`${id} ${key}`)?.length ?? 0] as const,
  );
  const entriesBefore = store.audit.length;
  return () => {
    store.audit.splice(entriesBefore);
    store.auditLinks.splice(entriesBefore);
    store.config.set(id, config);
    for (const [place, length] of lengths) store.configHistory.get(place)?.splice(length);
  };
}

function assertDistinct(keys: readonly string[]): void {
  for (const [index, key] of keys.entries()) {
    if (keys.indexOf(key) === index) continue;
    throw invalid([{ path: `body.entries.${index}.key`, message: `is "${key}" again; name each key once` }]);
  }
}
