import {
  type BatchSetConfigEntry,
  type ConfigDiff,
  ConfigLockedError,
  type ConfigOverride,
  ConfigParams,
  type ConfigPreview,
  DiffConfigQuery,
  type ExplainedConfig,
  invalid,
  ListDriftQuery,
  type Page,
  type PageInput,
  PreviewConfig,
  parseAncestryPath,
  type ResolvedConfig,
  sameJson,
  TenantParams,
  validate,
} from "@stratum-hq/core";
import type { Caller, Deps } from "../caller.ts";
import { decodeCursor, toPage } from "../page.ts";
import { assertActive } from "../tenants/index.ts";
import { type Resolved, selectResolved } from "./config.sql.ts";
import { toDefinition } from "./definitions.ts";
import * as q from "./insight.sql.ts";
import { masked, toResolved } from "./shown.ts";

/** What tells why a value is what it is, and what a change would do. Sensitive values are always masked here. */
export interface InsightApi {
  /** The whole chain of a key: what each level sets, who wrote it, which one wins and why. */
  explainConfig(id: string, key: string): Promise<ExplainedConfig>;
  /** What changes would do to the tenant and those below, without making them. @throws ConfigLockedError */
  previewConfig(id: string, changes: BatchSetConfigEntry[]): Promise<ConfigPreview>;
  /** Keys whose effective value differs between two tenants. */
  diffConfig(a: string, b: string): Promise<ConfigDiff>;
  /** How a tenant's effective config differs from that of one above it. @throws ValidationError if it is not below */
  computeDrift(parentId: string, childId: string): Promise<ConfigDiff>;
  /** The same for up to 200 tenants below one, in their order. */
  batchComputeDrift(parentId: string, childIds: string[]): Promise<ConfigDiff[]>;
  /** Who overrides, below a tenant, what resolves there: by key, then tenant. */
  listDrift(id: string, query?: PageInput): Promise<Page<ConfigOverride>>;
}

const MAX_CHILDREN = 200;

export function createInsight({ db, caller: callerOf }: Deps): InsightApi {
  const reader = (): Caller => {
    const caller = callerOf();
    caller.need("read");
    return caller;
  };

  /** Several tenants' config by one statement, in the order of `ids`. */
  async function resolveAll(caller: Caller, ids: readonly string[]) {
    const found = await selectResolved(db, ids);
    const byId = new Map(found.map((one) => [one.tenant.id, one]));
    return Promise.all(
      ids.map(async (id) => {
        const one = byId.get(id.toLowerCase());
        const tenant = caller.find(one?.tenant, id);
        assertActive(tenant);
        const config = await toResolved(one as Resolved, caller, (stored, _tenant, _key, secret) =>
          masked(stored, secret),
        );
        return { tenant, config };
      }),
    );
  }
  async function drift(parentId: string, childIds: readonly string[]): Promise<ConfigDiff[]> {
    const caller = reader();
    for (const id of [parentId, ...childIds]) validate(TenantParams, { id }, "params");
    const [parent, ...children] = await resolveAll(caller, [parentId, ...childIds]);
    return children.map(({ tenant, config }) => {
      if (!parent || !parseAncestryPath(tenant.ancestry_path).includes(parent.tenant.id))
        throw invalid([{ path: "params.child", message: `must be below ${parentId}; ${tenant.id} is not` }]);
      return {
        tenant_a: parent.tenant.id,
        tenant_b: tenant.id,
        differences: differences(parent.config, config),
      };
    });
  }

  /** Which of the keys that get a value are secrets without being called so, asked for before a value is sent. */
  async function secretKeys(caller: Caller, id: string, entries: readonly BatchSetConfigEntry[]) {
    const keys = entries.filter((e) => e.value !== undefined && !e.sensitive).map((e) => e.key);
    if (keys.length === 0) return new Map<string, "defined" | "kept">();
    const { tenant, secret } = await q.selectSecretKeys(db, id, keys);
    assertActive(caller.find(tenant, id));
    return new Map(secret.map(({ key, why }) => [key, why]));
  }

  return {
    async explainConfig(id, key) {
      const caller = reader();
      validate(ConfigParams, { id, key }, "params");
      const found = await q.selectLevels(db, id, key);
      const tenant = caller.find(found.tenant, id);
      assertActive(tenant);
      return explain(caller, key, { ...found, tenant });
    },
    async previewConfig(id, changes) {
      const caller = reader();
      validate(TenantParams, { id }, "params");
      const { entries } = validate(PreviewConfig, { entries: changes });
      const secret = await secretKeys(caller, id, entries);
      const effects = await q.selectEffects(
        db,
        id,
        entries.map((entry) => toDraft(entry, secret)),
      );
      const tenant = caller.find(effects[0]?.tenant, id);
      assertActive(tenant);
      return { changes: effects.map((effect) => toPreview(caller, tenant, effect)) };
    },
    async diffConfig(a, b) {
      const caller = reader();
      const { tenant_a, tenant_b } = validate(DiffConfigQuery, { tenant_a: a, tenant_b: b }, "query");
      const [left, right] = await resolveAll(caller, [tenant_a, tenant_b]);
      return { tenant_a, tenant_b, differences: differences(left?.config ?? {}, right?.config ?? {}) };
    },
    async computeDrift(parentId, childId) {
      const [one] = await drift(parentId, [childId]);
      return one as ConfigDiff;
    },
    async batchComputeDrift(parentId, childIds) {
      if (childIds.length > MAX_CHILDREN)
        throw invalid([{ path: "params.children", message: `must have at most ${MAX_CHILDREN} entries` }]);
      return drift(parentId, childIds);
    },
    async listDrift(id, query) {
      const caller = reader();
      validate(TenantParams, { id }, "params");
      const { cursor, limit = 50 } = validate(ListDriftQuery, query ?? {}, "query");
      const after = decodeCursor(cursor, "text", "uuid");
      const { tenant, rows } = await q.selectOverrides(db, id, { after, limit });
      assertActive(caller.find(tenant, id));
      const page = toPage(rows, limit, (row) => [row.key, row.tenant_id]);
      return { ...page, data: page.data.map(toOverride) };
    },
  };
}

/** The value is weighed as it is, unless it is to be a secret: that one goes into no statement. */
const toDraft = (
  { key, value, sensitive, locked, delete: gone }: BatchSetConfigEntry,
  secret: ReadonlyMap<string, "defined" | "kept">,
): q.Draft => ({
  key,
  value: value !== undefined && hides(sensitive, secret.get(key)) ? null : value,
  sensitive,
  locked,
  delete: gone,
});

/** Would it be stored as a secret? By its definition always; as it was before, unless the change says otherwise. */
const hides = (sensitive: boolean | undefined, known: "defined" | "kept" | undefined): boolean =>
  known === "defined" || (sensitive ?? known === "kept");

function toPreview(
  caller: Caller,
  tenant: Parameters<Caller["visibleChain"]>[0],
  { key, locked_by, locked_by_name, changed, kept, shadowed, examples }: q.Effect,
): ConfigPreview["changes"][number] {
  if (locked_by) {
    const name = caller.visibleChain(tenant).has(locked_by) ? locked_by_name : null;
    throw new ConfigLockedError(
      `"${key}" is locked by ${name ?? "a tenant above"}, so it cannot be changed here.`,
      { key, locked_by: { tenant_id: locked_by, name } },
    );
  }
  return {
    key,
    changed,
    kept,
    shadowed,
    examples: examples.map(({ before, after, secret, ...one }) => ({
      ...one,
      before: before?.[0] === "clear" && !secret ? before[1] : null,
      after: after?.[0] === "clear" && !secret ? after[1] : null,
      masked: secret || before?.[0] === "sealed" || after?.[0] === "sealed",
    })),
  };
}

/** Keys whose value differs. Two secrets count as the same only if they are the same entry. */
export function differences(a: ResolvedConfig, b: ResolvedConfig): ConfigDiff["differences"] {
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key) => {
    const [one, other] = [left.get(key) ?? null, right.get(key) ?? null];
    const same =
      one?.masked === other?.masked &&
      one?.fingerprint === other?.fingerprint &&
      sameJson(one?.value, other?.value);
    return same ? [] : [{ key, a: one, b: other }];
  });
}

const toOverride = ({
  key,
  tenant_id,
  name,
  locked,
  version,
  shadowed,
  secret,
  base,
  ...own
}: q.StoredOverride) => ({
  key,
  tenant_id,
  name,
  ...masked(own, secret),
  locked,
  version,
  shadowed,
  base: masked(base, secret),
});

/** Judges the levels of a chain by the rule of resolution. */
async function explain(
  caller: Caller,
  key: string,
  { tenant, levels, definition }: Awaited<ReturnType<typeof q.selectLevels>> & { tenant: Resolved["tenant"] },
): Promise<ExplainedConfig> {
  const set = levels.filter((level) => level.entry);
  const lock = set.find((level) => level.entry?.locked);
  const winner = lock ?? set.at(-1);
  const visible = caller.visibleChain(tenant);
  const secret = definition?.sensitive ?? false;
  const own = set.find((level) => level.id === tenant.id)?.entry ?? null;
  const entries: Resolved["entries"] = winner?.entry
    ? [
        {
          ...winner.entry,
          key,
          place: winner.depth + 1,
          hidden: winner.id === tenant.id ? null : own,
        },
      ]
    : [];
  const names = levels.map((level) => level.name);
  const definitions = definition ? [definition] : [];
  const config = await toResolved(
    { tenant, names, entries, definitions, keys: null },
    caller,
    (stored, _t, _k, hide) => masked(stored, hide),
  );
  return {
    tenant_id: tenant.id,
    key,
    reason: lock ? "lock" : winner ? "nearest" : definition?.has_default ? "default" : "none",
    effective: Object.values(config)[0] ?? null,
    definition: definition && toDefinition(caller, tenant, definition),
    levels: levels
      .filter((level) => level === winner || visible.has(level.id))
      .map(({ id, name, depth, entry }) => ({
        tenant_id: id,
        name: visible.has(id) ? name : null,
        depth,
        entry: entry && {
          ...masked(entry, secret),
          locked: entry.locked,
          version: entry.version,
          updated_by: visible.has(id) ? entry.updated_by : null,
          updated_at: new Date(entry.updated_at).toISOString(),
        },
        outcome: !entry
          ? "absent"
          : id === winner?.id
            ? "wins"
            : lock && depth > lock.depth
              ? "shadowed"
              : "overridden",
      })),
  };
}
