import {
  type ConfigDefinition,
  ConfigInvalidError,
  ConfigNotFoundError,
  checkValue,
  type configContracts,
  type DefineConfigKeyInput,
  invalid,
  type Json,
  VersionConflictError,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { entriesOf, type Store, type TenantRow } from "../store.ts";
import { configState } from "./config.state.ts";

type Handled = "listConfigDefinitions" | "defineConfigKey" | "deleteConfigDefinition";

/** Definitions of config keys, in memory. */
export function definitionsMock(store: Store): Pick<MockHandlers<typeof configContracts>, Handled> {
  const { own, defined } = configState(store);
  const ownDefinition = (id: string, key: string) => store.configDefinitions.get(id)?.get(key);

  function assertCurrent(id: string, key: string, expected: number | undefined): void {
    const version = ownDefinition(id, key)?.version ?? 0;
    if (expected === undefined || expected === version) return;
    throw new VersionConflictError(`The definition of "${key}" is at version ${version}, not ${expected}.`, {
      key,
      current: { version },
    });
  }
  function assertSealed(tenant: TenantRow, key: string): void {
    const in_clear = [tenant, ...store.below(tenant.id)].filter((t) => own(t.id, key)?.sensitive === false);
    if (in_clear.length === 0) return;
    const message = "cannot be true while tenants below hold the key in clear; set these as sensitive first";
    throw new ConfigInvalidError(`"${key}" cannot be defined as sensitive: tenants hold it in clear.`, {
      key,
      in_clear: in_clear.slice(0, 20).map((t) => t.id),
      errors: [{ path: "body.sensitive", message }],
    });
  }
  /** As the caller may see it. */
  const seen = (caller: Caller, tenant: TenantRow, key: string) => {
    const found = defined(tenant, key);
    if (!found) return null;
    const by = store.tenants.get(found.tenant_id);
    return { ...found, updated_by: by && caller.sees(by) ? found.updated_by : null };
  };

  return {
    listConfigDefinitions({ caller, params }) {
      const tenant = caller.active(params.id);
      const keys = store.chain(tenant).flatMap((t) => [...(store.configDefinitions.get(t.id)?.keys() ?? [])]);
      return { data: [...new Set(keys)].sort().flatMap((key) => seen(caller, tenant, key) ?? []) };
    },
    defineConfigKey({ caller, params: { id, key }, body: { expected_version, ...input } }) {
      assertConsistent(key, input);
      const tenant = caller.active(id);
      assertCurrent(id, key, expected_version);
      if (input.sensitive) assertSealed(tenant, key);
      const definition = {
        tenant_id: id,
        key,
        title: input.title ?? null,
        description: input.description ?? null,
        schema: input.schema ?? null,
        has_default: input.default !== undefined,
        default: input.default ?? null,
        sensitive: input.sensitive ?? false,
        category: input.category ?? null,
        version: (ownDefinition(id, key)?.version ?? 0) + 1,
        updated_by: caller.session.actor_id ?? "mock",
        updated_at: store.timestamp(),
      };
      const before = told(ownDefinition(id, key));
      entriesOf(store.configDefinitions, id).set(key, definition);
      const after = told(definition);
      caller.record({ tenant_id: id, action: "config.defined", resource_id: key, before, after });
      return definition;
    },
    deleteConfigDefinition({ caller, params: { id, key }, query }) {
      const tenant = caller.active(id);
      if (!ownDefinition(id, key))
        throw new ConfigNotFoundError(`This tenant has no definition of its own for "${key}".`, { key });
      assertCurrent(id, key, query.expected_version);
      const before = told(ownDefinition(id, key));
      caller.record({ tenant_id: id, action: "config.undefined", resource_id: key, before });
      store.configDefinitions.get(id)?.delete(key);
      return { key, effective: seen(caller, tenant, key) };
    },
  };
}

/** What an audit entry keeps of a definition. */
function told(row: ConfigDefinition | undefined) {
  if (!row) return null;
  const { title, description, schema, category, sensitive, version } = row;
  // A schema is JSON, which its type is too exact to say.
  return { title, description, schema: schema as Json, default: row.default, sensitive, category, version };
}

function assertConsistent(key: string, input: DefineConfigKeyInput): void {
  if (input.default === undefined) return;
  if (input.sensitive)
    throw invalid([
      { path: "body.default", message: "is not taken with sensitive: everybody below reads it" },
    ]);
  const fault = input.schema && checkValue(input.schema, input.default, "body.default");
  if (fault)
    throw new ConfigInvalidError(`The default of "${key}" breaks its schema.`, { key, errors: [fault] });
}
