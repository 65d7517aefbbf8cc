import {
  type ActorContext,
  BatchSetConfig,
  type BatchSetConfigEntry,
  type BatchSetConfigResult,
  type ConfigEntry,
  ConfigKey,
  ConfigNotFoundError,
  ConfigParams,
  type ConfigVersion,
  DeleteConfigQuery,
  type DeletedConfig,
  invalid,
  ListConfigHistoryQuery,
  type Page,
  type PageInput,
  type ResolvedConfig,
  type ResolvedConfigEntry,
  RestoreConfig,
  RevealConfig,
  type RevealedConfig,
  SetConfig,
  type SetConfigInput,
  TenantParams,
  validate,
} from "@stratum-hq/core";
import type { Caller, Deps } from "../caller.ts";
import type { Keyring } from "../keys/index.ts";
import { decodeCursor, toPage } from "../page.ts";
import { assertActive } from "../tenants/index.ts";
import * as q from "./config.sql.ts";
import { createDefinitions, type DefinitionsApi } from "./definitions.ts";
import { createInsight, type InsightApi } from "./insight.ts";
import { defaultEntry, masked, place, readsSecrets, showTo, toResolved } from "./shown.ts";
import type { Change } from "./write.sql.ts";
import { createWrite, type Written } from "./write.ts";

/** Config that flows from the root to the leaves. Rules: `docs/config.md`. */
export interface ConfigApi extends DefinitionsApi, InsightApi {
  /**
   * Effective config by key. Sensitive values are masked, unless the caller is the embedding program itself.
   * @throws TenantNotFoundError TenantSuspendedError TenantArchivedError KeyUnavailableError
   */
  resolveConfig(id: string): Promise<ResolvedConfig>;
  /** The same as `resolveConfig`: every entry carries its source. */
  getConfigWithInheritance(id: string): Promise<ResolvedConfig>;
  /**
   * Sets, locks or unlocks a tenant's own entry. A sensitive one is answered masked.
   * @throws ConfigLockedError if an ancestor locks the key; VersionConflictError if `expected_version` is stale;
   * ConfigInvalidError if the value breaks the key's definition; KeyUnavailableError without a master key.
   */
  setConfig(id: string, key: string, input: SetConfigInput, context?: ActorContext): Promise<ConfigEntry>;
  /**
   * Up to 200 changes, all or nothing: the first refused one is thrown, with its place in `details.index`.
   * @param options `{ atomic: false }` makes what can be made, and says of each what became of it.
   */
  batchSetConfig(
    id: string,
    entries: BatchSetConfigEntry[],
    options?: { atomic?: boolean | undefined },
    context?: ActorContext,
  ): Promise<BatchSetConfigResult>;
  /** Removes the own entry. @throws ConfigNotFoundError ConfigLockedError VersionConflictError */
  deleteConfig(
    id: string,
    key: string,
    options?: { expected_version?: number | undefined },
    context?: ActorContext,
  ): Promise<DeletedConfig>;
  /**
   * The effective value in clear, for a caller that holds `secrets:read`. Leaves an audit row with the reason.
   * @throws ForbiddenError ConfigNotFoundError KeyUnavailableError
   */
  revealConfig(id: string, key: string, reason: string, context?: ActorContext): Promise<RevealedConfig>;
  /** Versions of the own entry, newest first, deletions too. */
  listConfigHistory(id: string, key: string, query?: PageInput): Promise<Page<ConfigVersion>>;
  /**
   * Writes the value of a past version again, as a new version; the lock stays as it is.
   * @throws ConfigNotFoundError if there is no such version; else as `setConfig`.
   */
  restoreConfig(
    id: string,
    key: string,
    version: number,
    options?: { expected_version?: number | undefined },
    context?: ActorContext,
  ): Promise<ConfigEntry>;
}

export function createConfig(deps: Deps, keyring: Keyring): ConfigApi {
  const { db, cache, caller: callerOf } = deps;
  const write = createWrite(deps, keyring);

  async function resolve(id: string): Promise<ResolvedConfig> {
    const caller = callerOf();
    caller.need("read");
    const secrets = readsSecrets(caller, keyring);
    return cache.answer(caller, id, secrets ? "config in clear" : "config", async () => {
      validate(TenantParams, { id }, "params");
      const [found] = await q.selectResolved(db, [id], { secrets });
      const tenant = caller.find(found?.tenant, id);
      assertActive(tenant);
      const show = showTo(secrets, keyring, found?.keys ?? null);
      return { tenant, value: await toResolved(found as q.Resolved, caller, show) };
    });
  }

  /** One change whose outcome is the entry as it is now. */
  async function writeOne(id: string, change: Change, context?: ActorContext): Promise<ConfigEntry> {
    const { written, own, exposed } = outcomeOf((await write(id, [change], { atomic: true }, context))[0]);
    if (!written) throw new Error("A write that was not refused wrote nothing.");
    const { locked, version } = written;
    return {
      tenant_id: id,
      key: change.key,
      ...masked(written),
      locked,
      version,
      shadowed: locked && !own?.locked ? exposed : [],
      unshadowed: own?.locked && !locked ? exposed : [],
    };
  }

  return {
    ...createDefinitions(deps),
    ...createInsight(deps),
    resolveConfig: resolve,
    getConfigWithInheritance: resolve,
    async setConfig(id, key, input, context) {
      validate(ConfigKey, key, "params.key");
      return writeOne(id, { key, ...validate(SetConfig, input) }, context);
    },
    async batchSetConfig(id, entries, options, context) {
      const { entries: changes, atomic = true } = validate(BatchSetConfig, { entries, ...options });
      assertDistinct(changes);
      const written = await write(id, changes, { atomic }, context);
      const results = written.map((one, i) => ({ key: changes[i]?.key ?? "", ...resultOf(one) }));
      const failed = written.filter((one) => "error" in one).length;
      return { results, succeeded: results.length - failed, failed };
    },
    async deleteConfig(id, key, options, context) {
      validate(ConfigKey, key, "params.key");
      const { expected_version } = validate(DeleteConfigQuery, options ?? {}, "query");
      const change: Change = { key, delete: true, expected_version };
      const [one] = await write(id, [change], { atomic: true }, context);
      const { unshadowed, effective } = left(one as Written, callerOf(context));
      return { key, effective, unshadowed };
    },
    async revealConfig(id, key, reason, context) {
      const caller = callerOf(context);
      caller.need("read");
      caller.need("secrets:read");
      validate(ConfigParams, { id, key }, "params");
      const given = validate(RevealConfig, { reason });
      const found = await q.revealEntry(db, caller, id, key, given.reason);
      assertActive(caller.find(found?.tenant, id));
      if (!found?.entry) throw new ConfigNotFoundError(`Nothing sets "${key}" for this tenant.`, { key });
      const { tenant_id, value, sealed, version } = found.entry;
      const clear = sealed ? await keyring.open(found.key ?? undefined, place(key), sealed) : value;
      return { key, value: clear, source_tenant_id: tenant_id, version };
    },
    async listConfigHistory(id, key, query) {
      const caller = callerOf();
      caller.need("read");
      validate(ConfigParams, { id, key }, "params");
      const { cursor, limit = 50 } = validate(ListConfigHistoryQuery, query ?? {}, "query");
      const before = decodeCursor(cursor, "int")?.[0] ?? null;
      const found = await q.selectHistory(db, id, key, { before, limit });
      assertActive(caller.find(found?.tenant, id));
      const page = toPage(found?.rows ?? [], limit, (row) => [row.version]);
      return { ...page, data: page.data.map(toVersion) };
    },
    async restoreConfig(id, key, version, options, context) {
      validate(ConfigKey, key, "params.key");
      const { version: restore, expected_version } = validate(RestoreConfig, { version, ...options });
      return writeOne(id, { key, restore, expected_version }, context);
    },
  };
}

function assertDistinct(changes: readonly { key: string }[]): void {
  const seen = new Set<string>();
  for (const [i, { key }] of changes.entries()) {
    if (seen.has(key))
      throw invalid([{ path: `body.entries.${i}.key`, message: `is "${key}" again; name each key once` }]);
    seen.add(key);
  }
}

const outcomeOf = (one: Written | undefined) => {
  if (!one || "error" in one) throw one?.error ?? new Error("A write had no outcome.");
  return one.outcome;
};

function resultOf(one: Written): Omit<BatchSetConfigResult["results"][number], "key"> {
  if ("outcome" in one) {
    const { deleted, written } = one.outcome;
    return { status: deleted ? "deleted" : "set", version: written?.version ?? null };
  }
  const { code, status, message } = one.error;
  return { status: "failed", version: null, error: { code, status, message } };
}

/** What a deleted entry leaves behind: the nearest one above, which nothing there locks, or the default. */
function left(one: Written, caller: Caller): Pick<DeletedConfig, "effective" | "unshadowed"> {
  const { tenant, inherited, exposed } = outcomeOf(one);
  const definition = "definition" in one ? one.definition : null;
  const visible = tenant ? caller.visibleChain(tenant) : new Set<string>();
  let effective: ResolvedConfigEntry | null = null;
  if (inherited) {
    const { tenant_id, name, version } = inherited;
    effective = {
      ...defaultEntry({ tenant_id, default: null }, visible.has(tenant_id) ? name : null),
      ...masked(inherited, definition?.sensitive),
      source: "entry",
      version,
    };
  } else if (definition?.has_default) {
    effective = defaultEntry(definition, visible.has(definition.tenant_id) ? definition.tenant_name : null);
  }
  return { effective, unshadowed: exposed };
}

const toVersion = (row: q.StoredVersion): ConfigVersion => ({
  version: row.version,
  deleted: !row.has_value && row.sealed === null,
  ...masked(row, row.secret && row.has_value),
  locked: row.locked,
  actor_id: row.actor_id,
  created_at: new Date(row.created_at).toISOString(),
});
