import {
  type ActorContext,
  type ConfigDefinition,
  ConfigDefinitionParams,
  type ConfigDefinitions,
  ConfigInvalidError,
  ConfigNotFoundError,
  checkValue,
  DefineConfigKey,
  type DefineConfigKeyInput,
  DeleteConfigQuery,
  type DeletedConfigDefinition,
  invalid,
  TenantParams,
  VersionConflictError,
  validate,
} from "@stratum-hq/core";
import type { Caller, Deps } from "../caller.ts";
import { assertActive, assertTree } from "../tenants/index.ts";
import type { Subject } from "./config.sql.ts";
import * as q from "./definitions.sql.ts";

/** What keys mean, tree by tree. Keys without a definition stay free-form. */
export interface DefinitionsApi {
  /** Definitions that count for a tenant; of several on its chain the nearest. */
  listConfigDefinitions(id: string): Promise<ConfigDefinitions>;
  /**
   * Defines a key for the tenant's subtree; replaces the tenant's own definition as a whole. Values that stand already
   * are kept as they are: a definition is heeded by the writes after it.
   * @throws ConfigInvalidError if the default breaks the schema, or if a key that is to be sensitive stands somewhere in
   * clear; VersionConflictError if `expected_version` is stale.
   */
  defineConfigKey(
    id: string,
    key: string,
    input: DefineConfigKeyInput,
    context?: ActorContext,
  ): Promise<ConfigDefinition>;
  /** Removes the tenant's own definition; sensitive entries stay encrypted. @throws ConfigNotFoundError VersionConflictError */
  deleteConfigDefinition(
    id: string,
    key: string,
    options?: { expected_version?: number | undefined },
    context?: ActorContext,
  ): Promise<DeletedConfigDefinition>;
}

export function createDefinitions({ db, caller: callerOf }: Deps): DefinitionsApi {
  return {
    async listConfigDefinitions(id) {
      const caller = callerOf();
      caller.need("read");
      validate(TenantParams, { id }, "params");
      const found = await q.selectDefinitions(db, id);
      const tenant = caller.find(found?.tenant, id);
      assertActive(tenant);
      return { data: (found?.definitions ?? []).map((d) => toDefinition(caller, tenant, d)) };
    },
    async defineConfigKey(id, key, input, context) {
      const caller = callerOf(context);
      caller.need("write");
      validate(ConfigDefinitionParams, { id, key }, "params");
      const given = validate(DefineConfigKey, input);
      assertConsistent(key, given);
      return db.transaction(async (tx) => {
        const held = await q.lockDefinition(tx, id, key);
        const outcome = await q.upsertDefinition(tx, caller, id, key, given);
        const tenant = caller.find(outcome.tenant, id);
        assertTree(tenant, held);
        assertActive(tenant);
        if (outcome.written) return toDefinition(caller, tenant, outcome.written);
        if (given.expected_version !== undefined && given.expected_version !== outcome.old_version)
          throw stale(key, outcome.old_version, given.expected_version);
        const message =
          "cannot be true while tenants below hold the key in clear; set these as sensitive first";
        throw new ConfigInvalidError(`"${key}" cannot be defined as sensitive: tenants hold it in clear.`, {
          key,
          in_clear: outcome.in_clear,
          errors: [{ path: "body.sensitive", message }],
        });
      });
    },
    async deleteConfigDefinition(id, key, options, context) {
      const caller = callerOf(context);
      caller.need("write");
      validate(ConfigDefinitionParams, { id, key }, "params");
      const { expected_version } = validate(DeleteConfigQuery, options ?? {}, "query");
      return db.transaction(async (tx) => {
        const held = await q.lockDefinition(tx, id, key);
        const outcome = await q.deleteDefinition(tx, caller, id, key, expected_version);
        const tenant = caller.find(outcome.tenant, id);
        assertTree(tenant, held);
        assertActive(tenant);
        if (outcome.deleted)
          return { key, effective: outcome.next && toDefinition(caller, tenant, outcome.next) };
        if (outcome.old_version > 0) throw stale(key, outcome.old_version, expected_version);
        throw new ConfigNotFoundError(`This tenant has no definition of its own for "${key}".`, { key });
      });
    },
  };
}

const stale = (key: string, version: number, expected: number | undefined): VersionConflictError =>
  new VersionConflictError(`The definition of "${key}" is at version ${version}, not ${expected}.`, {
    key,
    current: { version },
  });

/** @throws ConfigInvalidError if the default breaks the schema; ValidationError if it would be a secret in clear. */
function assertConsistent(key: string, input: DefineConfigKeyInput): void {
  if (input.default === undefined) return;
  if (input.sensitive) {
    const message = "is not taken with sensitive: a definition is read by everybody below";
    throw invalid([{ path: "body.default", message }]);
  }
  const fault = input.schema && checkValue(input.schema, input.default, "body.default");
  if (!fault) return;
  throw new ConfigInvalidError(`The default of "${key}" breaks its schema: ${fault.path} ${fault.message}.`, {
    key,
    errors: [fault],
  });
}

/** A definition as the caller may see it. */
export function toDefinition(caller: Caller, tenant: Subject, stored: q.StoredDefinition): ConfigDefinition {
  const { mark: _, tenant_name: __, updated_by, updated_at, ...rest } = stored;
  return {
    ...rest,
    updated_by: caller.visibleChain(tenant).has(stored.tenant_id) ? updated_by : null,
    updated_at: new Date(updated_at).toISOString(),
  };
}
