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
 * Policies column by column, each joined to one text, which takes half as long as rows, for PostgreSQL and for the program.
 * `policiesOf` reads them. All are null if there is none.
 */
export interface PolicyColumns {
  policy_ids: string | null;
  policy_keys: string | null;
  /** A fact is the place, mode, revocation mode and flags of a policy as one number, two bits for each but the place. */
  policy_facts: string | null;
  policy_values: string | null;
  /** Of own policies only. */
  policy_versions: string | null;
}
/** What resolves for one tenant. */
export interface Resolved extends PolicyColumns {
  tenant: Subject;
  /** Names of the chain, root first. */
  names: string[];
}
const WINS = 1;
const OWN_RULE = 2;
const modes = ["LOCKED", "INHERITED", "DELEGATED"];
const code = (column: string, names: readonly string[]): Sql =>
  raw(`case ${column} ${names.map((name, i) => `when '${name}' then ${i}`).join(" ")} end`);

/** @param last place of the tenant itself */
export function policiesOf(columns: PolicyColumns, last: number): Shown[] {
  const { policy_ids, policy_keys, policy_facts, policy_values, policy_versions } = columns;
  if (policy_ids === null || policy_keys === null) return [];
  const names = policy_keys.split(",");
  const numbers = JSON.parse(`[${policy_facts}]`) as number[];
  const values = JSON.parse(`[${policy_values}]`) as Json[];
  const own = (policy_versions?.split(",") ?? []).map(Number).values();
  return policy_ids.split(",").map((policy_id, i) => {
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
      version: place === last ? (own.next().value ?? null) : null,
    };
  });
}

/** The columns of a statement that joins `policies`. */
export const policyColumns: Sql = sql`
  policies.policy_ids, policies.policy_keys, policies.policy_facts, policies.policy_values, policies.policy_versions`;

/**
 * `PolicyColumns` as `policies`, to be joined to `self`, which gives the tenant's id and its chain. The highest policy that
 * is not DELEGATED rules: if LOCKED it wins, if INHERITED the nearest value wins and the mode stays INHERITED; without one
 * the nearest takes over value and mode.
 */
export const policies: Sql = sql`lateral (
  select string_agg(w.id::text, ',') as policy_ids, string_agg(w.key, ',') as policy_keys,
    string_agg(w.value::text, ',') as policy_values,
    string_agg((64 * w.place + 16 * case when w.wins then w.ruling_mode else ${code("w.mode", modes)} end
      + 4 * ${code("w.revocation_mode", RevocationMode.options)} + case when w.wins then ${raw(`${WINS}`)} else 0 end
      + case when w.ruler / 2 = w.own_place then ${raw(`${OWN_RULE}`)} else 0 end)::text, ',') as policy_facts,
    string_agg(w.version::text, ',') filter (where w.place = w.own_place) as policy_versions
  from (
    select j.*, j.place = case j.ruler % 2 when 0 then j.ruler / 2 else j.nearest end as wins,
      coalesce(j.ruler % 2, 2) as ruling_mode
    from (
      select p.id, p.key, p.value, p.mode, p.revocation_mode, p.version, c.place::int as place,
        cardinality(self.chain) as own_place, max(c.place::int) over of_key as nearest,
        -- Where the ruling policy stands, and its mode: one number, since it is found by comparing.
        min(case p.mode when 'LOCKED' then 2 * c.place::int when 'INHERITED' then 2 * c.place::int + 1 end) over of_key as ruler
      from unnest(self.chain) with ordinality as c (id, place)
      join stratum.permissions p on p.tenant_id = c.id
      window of_key as (partition by p.key)) j) w
  where w.wins or w.place = w.own_place) policies`;

export const selectResolved = async (db: Transaction, id: string): Promise<Resolved | undefined> =>
  (
    await db.query<Resolved>(sql`
    with self as materialized (
      select s.id, s.name, s.status, s.ancestry_path, stratum.chain(s.ancestry_path, s.id) as chain
      from stratum.tenants s where s.id = ${id}::uuid)
    select (select ${asSubject} from self s) as tenant, ${policyColumns},
      (select json_agg(t.name order by t.depth) from stratum.tenants t where t.id = any(self.chain)) as names
    from self, ${policies}`)
  )[0];
