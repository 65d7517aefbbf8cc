/** Which values are shown, and to whom. The one place where a stored value becomes an answer. */
import {
  type ConfigVersion,
  type Json,
  parseAncestryPath,
  type ResolvedConfig,
  type ResolvedConfigEntry,
} from "@stratum-hq/core";
import { byKey } from "../by-key.ts";
import type { Caller } from "../caller.ts";
import type { Keyring, Sealed, TenantKey } from "../keys/index.ts";
import type { Resolved, Stored } from "./config.sql.ts";

/** A value as it travels. */
export type Shown = Pick<ConfigVersion, "value" | "sensitive" | "masked" | "fingerprint">;

/** A stored value, masked if it is sealed or `secret`. */
export const masked = ({ value, sealed }: Stored, secret = false): Shown => {
  const sensitive = sealed !== null || secret;
  return {
    value: sensitive ? null : value,
    sensitive,
    masked: sensitive,
    fingerprint: sealed?.fingerprint ?? null,
  };
};

/** How a sealed value of a tenant and key is shown. */
type Show = (stored: Stored, tenant_id: string, key: string, secret: boolean) => Promise<Shown> | Shown;

/** How sensitive values are shown: opened with the keys of the chain if `clear`, masked otherwise. */
export function showTo(clear: boolean, keyring: Keyring, keys: readonly TenantKey[] | null): Show {
  if (!clear) return (stored, _tenant, _key, secret) => masked(stored, secret);
  const open = async (sealed: Sealed, tenant_id: string, key: string): Promise<Shown> => {
    const data_key = keys?.find((k) => k.tenant_id === tenant_id && k.version === sealed.key_version);
    const value: Json = await keyring.open(data_key, place(key), sealed);
    return { value, sensitive: true, masked: false, fingerprint: sealed.fingerprint };
  };
  // Most entries are in clear: for a thousand of them, a promise each would take longer than all the rest.
  return ({ value, sealed }, tenant_id, key, secret) =>
    sealed ? open(sealed, tenant_id, key) : { value, sensitive: secret, masked: false, fingerprint: null };
}

/** Does a resolve show this caller sensitive values in clear? To the embedding program itself, if there is a master key. */
export const readsSecrets = ({ context }: Caller, keyring: Keyring): boolean =>
  context.scopes === undefined && keyring.ready;

/** Does the context call? Also to a server, by a key that holds `secrets:read`; never to a browser or a person. */
export const contextReadsSecrets = (caller: Caller, keyring: Keyring): boolean => {
  const { actor_type, scopes = [] } = caller.context;
  return (
    readsSecrets(caller, keyring) ||
    (keyring.ready && actor_type === "api_key" && scopes.includes("secrets:read"))
  );
};

/** Where the secrets of this feature belong. */
export const place = (key: string): { kind: string; name: string } => ({ kind: "config", name: key });

/** Completes what was resolved: origins, defaults of definitions, masks. Keys that hold nothing in clear stay so. */
export async function toResolved(
  { tenant, names, entries, definitions }: Resolved,
  caller: Caller,
  show: Show,
): Promise<ResolvedConfig> {
  const chain = [...parseAncestryPath(tenant.ancestry_path), tenant.id];
  const visible = caller.visibleChain(tenant);
  const name = (id: string): string | null => (visible.has(id) ? (names[chain.indexOf(id)] ?? null) : null);
  // What all entries of one level have in common.
  const levels = chain.map((id) => ({ id, name: name(id), inherited: id !== tenant.id }));
  const defined = new Map(definitions.map((d) => [d.key, d]));
  const result: [string, ResolvedConfigEntry][] = [];
  for (const entry of entries) {
    const { key, locked, version, hidden } = entry;
    const {
      id: source_tenant_id,
      name: source_name,
      inherited,
    } = levels[entry.place - 1] as (typeof levels)[0];
    const definition = defined.size > 0 ? defined.get(key) : undefined;
    if (definition) defined.delete(key);
    const secret = definition?.sensitive ?? false;
    const shown = show(entry, source_tenant_id, key, secret);
    const { value, sensitive, masked, fingerprint } = shown instanceof Promise ? await shown : shown;
    result.push([
      key,
      {
        value,
        sensitive,
        masked,
        fingerprint,
        source: "entry",
        source_tenant_id,
        source_name,
        inherited,
        locked,
        locked_by: locked ? source_tenant_id : null,
        shadowed: hidden && {
          ...(await show(hidden, tenant.id, key, secret)),
          locked: hidden.locked,
          version: hidden.version,
        },
        version,
        own_version: inherited ? (hidden?.version ?? null) : version,
      },
    ]);
  }
  const defaults = [...defined.values()].filter((d) => d.has_default);
  for (const d of defaults) result.push([d.key, defaultEntry(d, name(d.tenant_id))]);
  if (defaults.length > 0) result.sort(([a], [b]) => (a < b ? -1 : 1));
  return byKey(result);
}

/** The default of a definition as the effective entry. */
export const defaultEntry = (
  definition: { tenant_id: string; default: Json },
  source_name: string | null,
): ResolvedConfigEntry => ({
  ...masked({ value: definition.default, sealed: null }),
  source: "default",
  source_tenant_id: definition.tenant_id,
  source_name,
  inherited: true,
  locked: false,
  locked_by: null,
  shadowed: null,
  version: 0,
  own_version: null,
});
