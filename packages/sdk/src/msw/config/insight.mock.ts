import {
  type configContracts,
  type ExplainedConfig,
  type ResolvedConfig,
  type ResolvedConfigEntry,
  sameJson,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { paginate } from "../page.ts";
import { type ConfigRow, entriesOf, type Store, type TenantRow } from "../store.ts";
import { configState, shown } from "./config.state.ts";

type Handled = "explainConfig" | "previewConfig" | "listDrift" | "diffConfig";

/** What tells why a value is what it is, and what a change would do, in memory. */
export function insightMock(
  store: Store,
  resolveAll: (caller: Caller, tenant: TenantRow) => ResolvedConfig,
): Pick<MockHandlers<typeof configContracts>, Handled> {
  const state = configState(store);
  const { own, defined, resolve, source, comparable } = state;
  /** The tenant and those below that are not archived, by depth, then id. */
  const subtree = (tenant: TenantRow): TenantRow[] =>
    [tenant, ...store.below(tenant.id)]
      .filter((t) => t.status !== "archived")
      .sort((a, b) => store.chain(a).length - store.chain(b).length || (a.id < b.id ? -1 : 1));

  return {
    explainConfig({ caller, params: { id, key } }) {
      const tenant = caller.active(id);
      const chain = store.chain(tenant);
      const winner = source(tenant, key);
      const lock = chain.findIndex((t) => own(t.id, key)?.locked);
      const definition = defined(tenant, key) ?? null;
      const by = definition && store.tenants.get(definition.tenant_id);
      const past = (t: TenantRow) => store.configHistory.get(`${t.id} ${key}`)?.at(-1);
      return {
        tenant_id: id,
        key,
        reason: lock >= 0 ? "lock" : winner ? "nearest" : definition?.has_default ? "default" : "none",
        effective: resolve(caller, tenant, key),
        definition: definition && {
          ...definition,
          updated_by: by && caller.sees(by) ? definition.updated_by : null,
        },
        levels: chain.flatMap((t, depth): ExplainedConfig["levels"] => {
          const sees = caller.sees(t);
          if (!sees && t !== winner) return [];
          const entry = own(t.id, key);
          const level = { tenant_id: t.id, name: sees ? t.name : null, depth };
          if (!entry) return [{ ...level, entry: null, outcome: "absent" }];
          const { locked, version } = entry;
          const written = past(t);
          return [
            {
              ...level,
              entry: {
                ...shown(entry, t.id, key),
                locked,
                version,
                updated_by: sees ? (written?.actor_id ?? "system") : null,
                updated_at: written?.created_at ?? store.timestamp(),
              },
              outcome: t === winner ? "wins" : lock >= 0 && depth > lock ? "shadowed" : "overridden",
            },
          ];
        }),
      };
    },
    previewConfig({ caller, params, body: { entries } }) {
      const tenant = caller.active(params.id);
      return {
        changes: entries.map(({ key, value, locked, sensitive, delete: gone }) => {
          state.assertUnlocked(caller, tenant, key);
          const rows = subtree(tenant);
          const before = rows.map((t) => comparable(t, key));
          const hidden = state.hidden(tenant, key);
          const mine = entriesOf(store.config, tenant.id);
          const current = mine.get(key);
          const next: ConfigRow | undefined =
            gone || (value === undefined && !current)
              ? undefined
              : {
                  value: value === undefined ? (current?.value ?? null) : value,
                  locked: locked ?? current?.locked ?? false,
                  sensitive: defined(tenant, key)?.sensitive || (sensitive ?? current?.sensitive ?? false),
                  version: 0,
                };
          // Made, looked at, and taken back: nobody else sees it in between.
          if (next) mine.set(key, next);
          else mine.delete(key);
          const after = rows.map((t) => comparable(t, key));
          const hiddenThen = state.hidden(tenant, key);
          if (current) mine.set(key, current);
          else mine.delete(key);
          const changed = rows.flatMap((t, i) => (sameJson(before[i], after[i]) ? [] : [{ t, i }]));
          const below = rows.filter((t) => t !== tenant && own(t.id, key));
          return {
            key,
            changed: changed.length,
            kept: next?.locked ? 0 : below.length,
            shadowed: [...hiddenThen].filter((id) => !hidden.has(id)).length,
            examples: changed.slice(0, 20).map(({ t, i }) => {
              const secret = defined(t, key)?.sensitive ?? false;
              return {
                tenant_id: t.id,
                name: t.name,
                before: secret ? null : (before[i]?.clear ?? null),
                after: secret ? null : (after[i]?.clear ?? null),
                masked: secret || before[i]?.sealed !== undefined || after[i]?.sealed !== undefined,
              };
            }),
          };
        }),
      };
    },
    listDrift({ caller, params, query }) {
      const tenant = caller.active(params.id);
      const bare = ({ value, sensitive, masked, fingerprint }: ResolvedConfigEntry) => ({
        value,
        sensitive,
        masked,
        fingerprint,
      });
      const rows = subtree(tenant)
        .slice(1)
        .flatMap((t) =>
          [...(store.config.get(t.id) ?? [])].flatMap(([key, entry]) => {
            const base = source(tenant, key) && resolve(caller, tenant, key);
            if (!base) return [];
            const { locked, version } = entry;
            const shadowed = store.chain(t).some((above) => above !== t && own(above.id, key)?.locked);
            const values = { ...shown(entry, t.id, key), base: bare(base) };
            return [{ key, tenant_id: t.id, name: t.name, ...values, locked, version, shadowed }];
          }),
        )
        .sort((a, b) => (a.key === b.key ? (a.tenant_id < b.tenant_id ? -1 : 1) : a.key < b.key ? -1 : 1));
      return paginate(rows, query, (row) => [row.key, row.tenant_id]);
    },
    diffConfig({ caller, query: { tenant_a, tenant_b } }) {
      const [a, b] = [tenant_a, tenant_b].map(
        (id) => new Map(Object.entries(resolveAll(caller, caller.active(id)))),
      ) as [Map<string, ResolvedConfigEntry>, Map<string, ResolvedConfigEntry>];
      const differences = [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((key) => {
        const [one, other] = [a.get(key) ?? null, b.get(key) ?? null];
        const same =
          one?.masked === other?.masked &&
          one?.fingerprint === other?.fingerprint &&
          sameJson(one?.value, other?.value);
        return same ? [] : [{ key, a: one, b: other }];
      });
      return { tenant_a, tenant_b, differences };
    },
  };
}
