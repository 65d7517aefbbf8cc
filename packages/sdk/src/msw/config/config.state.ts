/** Config in memory: what resolves, what is shown, and what the rules refuse. Shared by the handlers of the feature. */
import {
  type ConfigDefinition,
  ConfigLockedError,
  type Json,
  type ResolvedConfigEntry,
  VersionConflictError,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { ConfigRow, Store, TenantRow } from "../store.ts";

type Valued = Pick<ConfigRow, "value" | "sensitive">;
/** A value as it travels: the mock shows no secret to anybody, since every caller comes over HTTP. */
export const shown = (
  { value, sensitive }: Valued,
  tenant_id: string,
  key: string,
): Pick<ResolvedConfigEntry, "value" | "sensitive" | "masked" | "fingerprint"> => ({
  value: sensitive ? null : value,
  sensitive: sensitive,
  masked: sensitive,
  fingerprint: sensitive ? fingerprint(JSON.stringify([tenant_id, key, value])) : null,
});

/** How a value that is stored in clear is shown where its key is defined as sensitive. */
export const CONCEALED = { value: null, sensitive: true, masked: true, fingerprint: null };

/** FNV-1a. Enough for a mock, whose secrets are none. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const c of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(c)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

export interface ConfigState {
  own(id: string, key: string): ConfigRow | undefined;
  /** The nearest definition of a key. */
  defined(tenant: TenantRow, key: string): ConfigDefinition | undefined;
  /** Keys that resolve to something for a tenant, sorted. */
  keys(tenant: TenantRow): string[];
  /** The effective entry of a key: the highest locked one, otherwise the nearest, otherwise the default. */
  resolve(caller: Caller, tenant: TenantRow, key: string): ResolvedConfigEntry | null;
  /** The tenant whose entry is effective. */
  source(tenant: TenantRow, key: string): TenantRow | undefined;
  /** What an effective value is compared by: itself, or which secret it is. */
  comparable(tenant: TenantRow, key: string): { clear?: Json; sealed?: Json } | null;
  /** @throws ConfigLockedError */
  assertUnlocked(caller: Caller, tenant: TenantRow, key: string): void;
  /** @throws VersionConflictError */
  assertCurrent(tenant: TenantRow, key: string, expected: number | undefined): void;
  /** Descendants whose own entry a lock hides; the lock may stand anywhere between. */
  hidden(tenant: TenantRow, key: string): Set<string>;
}

export function configState(store: Store): ConfigState {
  const own = (id: string, key: string): ConfigRow | undefined => store.config.get(id)?.get(key);
  const defined = (tenant: TenantRow, key: string): ConfigDefinition | undefined =>
    store
      .chain(tenant)
      .map((t) => store.configDefinitions.get(t.id)?.get(key))
      .filter((d) => d !== undefined)
      .at(-1);
  const source = (tenant: TenantRow, key: string): TenantRow | undefined => {
    const chain = store.chain(tenant).filter((t) => own(t.id, key));
    return chain.find((t) => own(t.id, key)?.locked) ?? chain.at(-1);
  };

  return {
    comparable(tenant, key) {
      const at = source(tenant, key);
      const entry = at && own(at.id, key);
      if (entry) return entry.sensitive ? { sealed: [at.id, entry.value] } : { clear: entry.value };
      const definition = defined(tenant, key);
      return definition?.has_default ? { clear: definition.default } : null;
    },
    own,
    defined,
    source,
    keys(tenant) {
      const chain = store.chain(tenant);
      const set = chain.flatMap((t) => [...(store.config.get(t.id)?.keys() ?? [])]);
      const known = chain.flatMap((t) => [...(store.configDefinitions.get(t.id)?.keys() ?? [])]);
      return [...new Set([...set, ...known.filter((key) => defined(tenant, key)?.has_default)])].sort();
    },
    resolve(caller, tenant, key) {
      const definition = defined(tenant, key);
      const at = source(tenant, key);
      const entry = at && own(at.id, key);
      const name = (id: string) => {
        const row = store.tenants.get(id);
        return row && caller.sees(row) ? row.name : null;
      };
      if (!entry) {
        if (!definition?.has_default) return null;
        return {
          ...shown({ value: definition.default, sensitive: false }, tenant.id, key),
          source: "default",
          source_tenant_id: definition.tenant_id,
          source_name: name(definition.tenant_id),
          inherited: true,
          locked: false,
          locked_by: null,
          shadowed: null,
          version: 0,
          own_version: null,
        };
      }
      const mine = own(tenant.id, key);
      const hidden = mine && at !== tenant && entry.locked ? mine : null;
      return {
        ...shown(entry, at.id, key),
        source: "entry",
        source_tenant_id: at.id,
        source_name: name(at.id),
        inherited: at !== tenant,
        locked: entry.locked,
        locked_by: entry.locked ? at.id : null,
        shadowed: hidden && {
          ...shown(hidden, tenant.id, key),
          locked: hidden.locked,
          version: hidden.version,
        },
        version: entry.version,
        own_version: mine?.version ?? null,
      };
    },
    assertUnlocked(caller, tenant, key) {
      const owner = store.chain(tenant).find((t) => t !== tenant && own(t.id, key)?.locked);
      if (!owner) return;
      const name = caller.sees(owner) ? owner.name : null;
      throw new ConfigLockedError(`"${key}" is locked by ${name ?? "a tenant above"}.`, {
        key,
        locked_by: { tenant_id: owner.id, name },
      });
    },
    assertCurrent(tenant, key, expected) {
      const current = own(tenant.id, key);
      if (expected === undefined || expected === (current?.version ?? 0)) return;
      const message = current
        ? `"${key}" is at version ${current.version}, not ${expected}.`
        : `"${key}" has no own entry.`;
      const { locked, version } = current ?? {};
      throw new VersionConflictError(message, {
        key,
        current: current ? { ...shown(current, tenant.id, key), locked, version } : null,
      });
    },
    hidden(tenant, key) {
      const found = new Set<string>();
      const visit = (row: TenantRow, locked: boolean): void => {
        const entry = own(row.id, key);
        if (locked && entry) found.add(row.id);
        for (const child of store.childrenOf(row.id)) visit(child, locked || entry?.locked === true);
      };
      visit(tenant, false);
      return found;
    },
  };
}
