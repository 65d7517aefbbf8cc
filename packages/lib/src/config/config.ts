import {
  type ActorContext,
  BatchSetConfig,
  type BatchSetConfigEntry,
  type BatchSetConfigResult,
  type ConfigEntry,
  ConfigKey,
  ConfigLockedError,
  ConfigNotFoundError,
  DeleteConfigQuery,
  type DeletedConfig,
  Id,
  invalid,
  type ResolvedConfig,
  SetConfig,
  type SetConfigInput,
  TenantParams,
  VersionConflictError,
  validate,
} from "@stratum-hq/core";
import type { Caller, Deps } from "../caller.ts";
import { assertActive } from "../tenants/index.ts";
import * as q from "./config.sql.ts";

/** Config that flows from the root to the leaves. Rules: `docs/config.md`. */
export interface ConfigApi {
  /** Effective config by key. @throws TenantNotFoundError TenantSuspendedError TenantArchivedError */
  resolveConfig(id: string): Promise<ResolvedConfig>;
  /** The same as `resolveConfig`: every entry carries its source. */
  getConfigWithInheritance(id: string): Promise<ResolvedConfig>;
  /**
   * Sets, locks or unlocks a tenant's own entry.
   * @throws ConfigLockedError if an ancestor locks the key; VersionConflictError if `expected_version` is stale.
   */
  setConfig(id: string, key: string, input: SetConfigInput, context?: ActorContext): Promise<ConfigEntry>;
  /** Up to 200 changes, all or nothing. The first refused one is thrown, with its place in `details.index`. */
  batchSetConfig(
    id: string,
    entries: BatchSetConfigEntry[],
    context?: ActorContext,
  ): Promise<BatchSetConfigResult>;
  /** Removes the own entry. @throws ConfigNotFoundError ConfigLockedError VersionConflictError */
  deleteConfig(
    id: string,
    key: string,
    options?: { expected_version?: number | undefined },
    context?: ActorContext,
  ): Promise<DeletedConfig>;
}

export function createConfig({ db, caller: callerOf }: Deps): ConfigApi {
  async function resolve(id: string): Promise<ResolvedConfig> {
    const caller = callerOf();
    caller.need("read");
    validate(TenantParams, { id }, "params");
    const found = await q.selectResolved(db, id);
    const tenant = caller.find(found?.tenant, id);
    assertActive(tenant);
    const visible = caller.visibleChain(tenant);
    const entries = found?.entries ?? {};
    for (const entry of Object.values(entries))
      if (!visible.has(entry.source_tenant_id)) entry.source_name = null;
    return entries;
  }

  async function write(
    id: string,
    changes: readonly q.Change[],
    context?: ActorContext,
  ): Promise<q.Outcome[]> {
    const caller = callerOf(context);
    caller.need("write");
    if (!Id.safeParse(id).success) validate(TenantParams, { id }, "params");
    return db.transaction(async (tx) => {
      await q.lockKeys(tx, id, changes);
      const outcomes = await q.writeEntries(tx, caller, id, changes);
      const tenant = caller.find(outcomes[0]?.tenant, id);
      assertActive(tenant);
      outcomes.forEach((outcome, index) => {
        if (!outcome.written && !outcome.deleted)
          refuse(caller, tenant, changes[index] as q.Change, outcome, index, changes.length > 1);
      });
      return outcomes;
    });
  }

  return {
    resolveConfig: resolve,
    getConfigWithInheritance: resolve,
    async setConfig(id, key, input, context) {
      validate(ConfigKey, key, "params.key");
      const [outcome] = await write(id, [{ key, ...validate(SetConfig, input) }], context);
      const { written, own, exposed } = outcome as q.Outcome;
      if (!written) throw new Error("A write that was not refused wrote nothing.");
      return {
        tenant_id: id,
        key,
        value: written.value,
        locked: written.locked,
        version: written.version,
        shadowed: written.locked && !own?.locked ? exposed : [],
        unshadowed: own?.locked && !written.locked ? exposed : [],
      };
    },
    async batchSetConfig(id, entries, context) {
      const { entries: changes } = validate(BatchSetConfig, { entries });
      const seen = new Set<string>();
      changes.forEach(({ key }, i) => {
        if (seen.has(key))
          throw invalid([
            { path: `body.entries.${i}.key`, message: `is "${key}" again; name each key once` },
          ]);
        seen.add(key);
      });
      const outcomes = await write(id, changes, context);
      const results = outcomes.map((o) => ({
        key: o.key,
        status: o.deleted ? "deleted" : "set",
        version: o.written?.version ?? null,
      }));
      return { results, succeeded: results.length, failed: 0 };
    },
    async deleteConfig(id, key, options, context) {
      validate(ConfigKey, key, "params.key");
      const { expected_version } = validate(DeleteConfigQuery, options ?? {}, "query");
      const [outcome] = await write(id, [{ key, delete: true, expected_version }], context);
      // Read after the commit, by the same rules as everybody reads.
      return { key, effective: (await resolve(id))[key] ?? null, unshadowed: outcome?.exposed ?? [] };
    },
  };
}

/** Says why a change was not made, in the order in which a caller would fix it. */
function refuse(
  caller: Caller,
  tenant: q.Subject,
  change: q.Change,
  outcome: q.Outcome,
  index: number,
  many: boolean,
): never {
  const { key } = change;
  const where = { key, ...(many ? { index } : {}) };
  if (outcome.locked_by) {
    const name = caller.visibleChain(tenant).has(outcome.locked_by) ? outcome.locked_by_name : null;
    throw new ConfigLockedError(
      `"${key}" is locked by ${name ?? "a tenant above"}, so it cannot be changed here.`,
      {
        ...where,
        locked_by: { tenant_id: outcome.locked_by, name },
      },
    );
  }
  const version = outcome.own?.version ?? 0;
  if (change.expected_version !== undefined && change.expected_version !== version) {
    throw new VersionConflictError(`"${key}" is at version ${version}, not ${change.expected_version}.`, {
      ...where,
      current: outcome.own,
    });
  }
  if (change.delete)
    throw new ConfigNotFoundError(`This tenant has no entry of its own for "${key}".`, where);
  throw invalid([
    {
      path: many ? `body.entries.${index}.value` : "body.value",
      message: "is required, since the tenant has no entry of its own for this key",
    },
  ]);
}
