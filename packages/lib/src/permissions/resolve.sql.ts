import { type Json, RevocationMode } from "@stratum-hq/core";
import { raw, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { asSubject, type Subject } from "./permissions.sql.ts";

/** A policy of a chain as far as it shows at the chain's end. */
export interface Shown {
  policy_id: string;
  key: string;
  value: Json;
  /** Effective, if it wins. */
  mode: string;
  revocation_mode: string;
  /** null: not an own policy. */
  version: number | null;
  /** Place in the chain, root first from 1. */
  place: number;
  /** false: the tenant's own policy, hidden by one above. */
  wins: boolean;
  /** Does the tenant's own policy set the mode? */
  own_rule: boolean;
}
/**
 * What resolves for one tenant. Policies stand column by column, joined with commas: half as long as rows, for PostgreSQL
 * and for the program. `policiesOf` reads them.
 */
export interface Resolved {
  tenant: Subject;
  /** Names of the chain, root first. */
  names: string[];
  ids: string | null;
  keys: string | null;
  facts: string | null;
  policy_values: string | null;
  /** Of own policies only. */
  versions: string | null;
}
/** A fact is the place, mode, revocation mode and flags of a policy as one number, two bits for each but the place. */
const WINS = 1;
const OWN_RULE = 2;
const modes = ["LOCKED", "INHERITED", "DELEGATED"];
const code = (column: string, names: readonly string[]): Sql =>
  raw(`case ${column} ${names.map((name, i) => `when '${name}' then ${i}`).join(" ")} end`);

export function policiesOf({ names: chain, ids, keys, facts, policy_values, versions }: Resolved): Shown[] {
  if (ids === null || keys === null) return [];
  const names = keys.split(",");
  const numbers = JSON.parse(`[${facts}]`) as number[];
  const values = JSON.parse(`[${policy_values}]`) as Json[];
  const own = (versions?.split(",") ?? []).map(Number).values();
  return ids.split(",").map((policy_id, i) => {
    const fact = numbers[i] as number;
    const place = fact >> 6;
    return {
      policy_id,
      key: names[i] as string,
      value: values[i] as Json,
      mode: modes[(fact >> 4) & 3] as string,
      revocation_mode: RevocationMode.options[(fact >> 2) & 3] as string,
      place,
      wins: (fact & WINS) !== 0,
      own_rule: (fact & OWN_RULE) !== 0,
      version: place === chain.length ? (own.next().value ?? null) : null,
    };
  });
}

/**
 * Effective policies of a tenant's chain, by key. The highest policy that is not DELEGATED rules: if LOCKED it wins, if
 * INHERITED the nearest value wins and the mode stays INHERITED; without one the nearest takes over value and mode.
 */
export const resolved = (id: string): Sql => sql`
    with self as materialized (
      select s.id, s.name, s.status, s.ancestry_path, stratum.chain(s.ancestry_path, s.id) as chain, s.depth + 1 as own_place
      from stratum.tenants s where s.id = ${id}::uuid),
    judged as (
      select p.id, p.key, p.value, p.mode, p.revocation_mode, p.version, c.place::int as place, self.own_place,
        max(c.place::int) over of_key as nearest,
        -- Where the ruling policy stands, and its mode: one number, since it is found by comparing.
        min(case p.mode when 'LOCKED' then 2 * c.place::int when 'INHERITED' then 2 * c.place::int + 1 end) over of_key as ruler
      from self, unnest(self.chain) with ordinality as c (id, place)
      join stratum.permissions p on p.tenant_id = c.id
      window of_key as (partition by p.key)),
    weighed as (
      select j.*, j.place = case j.ruler % 2 when 0 then j.ruler / 2 else j.nearest end as wins,
        coalesce(j.ruler % 2, 2) as ruling_mode
      from judged j),
    shown as (
      select string_agg(w.id::text, ',') as ids, string_agg(w.key, ',') as keys,
        string_agg(w.value::text, ',') as policy_values,
        string_agg((64 * w.place + 16 * case when w.wins then w.ruling_mode else ${code("w.mode", modes)} end
          + 4 * ${code("w.revocation_mode", RevocationMode.options)} + case when w.wins then ${raw(`${WINS}`)} else 0 end
          + case when w.ruler / 2 = w.own_place then ${raw(`${OWN_RULE}`)} else 0 end)::text, ',') as facts,
        string_agg(w.version::text, ',') filter (where w.place = w.own_place) as versions
      from weighed w where w.wins or w.place = w.own_place)
    select ${asSubject} as tenant, shown.*,
      (select json_agg(t.name order by t.depth) from stratum.tenants t where t.id = any(s.chain)) as names
    from self s, shown`;

export const selectResolved = async (db: Transaction, id: string): Promise<Resolved | undefined> =>
  (await db.query<Resolved>(resolved(id)))[0];
