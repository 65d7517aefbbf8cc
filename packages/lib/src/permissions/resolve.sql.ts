import { RevocationMode } from "@stratum-hq/core";
import { raw, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import { asSubject, type Subject } from "./permissions.sql.ts";

/**
 * All policies of a chain, in no order: column by column, each joined to one text, which takes half as long as rows, for
 * PostgreSQL and for the program. The program judges them (`judge.ts`). All are null if the chain has none.
 */
export interface PolicyColumns {
  policy_ids: string | null;
  policy_keys: string | null;
  /** Numbers: place in the chain (root first, from 1), mode and revocation mode of a policy, see `placeOf` and so on. */
  policy_facts: string | null;
  /** JSON texts, with line ends between: a text of `jsonb` holds none. */
  policy_values: string | null;
  /** Of the tenant's own policies only. */
  policy_versions: string | null;
}

/** Modes by their code. */
export const MODES = ["LOCKED", "INHERITED", "DELEGATED"] as const;
const REVOCATIONS = RevocationMode.options;
const code = (column: string, names: readonly string[]): Sql =>
  raw(`case ${column} ${names.map((name, i) => `when '${name}' then ${i}`).join(" ")} end`);

export const placeOf = (fact: number): number => fact >> 4;
/** Place in `MODES`. */
export const modeOf = (fact: number): number => (fact >> 2) & 3;
export const revocationOf = (fact: number): string => REVOCATIONS[fact & 3] as string;

/** The columns of a statement that joins `policies`. */
export const policyColumns: Sql = sql`
  policies.policy_ids, policies.policy_keys, policies.policy_facts, policies.policy_values, policies.policy_versions`;

/** `PolicyColumns` as `policies`, to be joined to `self`, which gives the tenant's id and its chain. */
export const policies: Sql = sql`lateral (
  select string_agg(p.id::text, ',') as policy_ids, string_agg(p.key, ',') as policy_keys,
    string_agg((16 * c.place + 4 * ${code("p.mode", MODES)} + ${code("p.revocation_mode", REVOCATIONS)})::text, ',') as policy_facts,
    string_agg(p.value::text, E'\\n') as policy_values,
    string_agg(p.version::text, ',') filter (where c.id = self.id) as policy_versions
  from unnest(self.chain) with ordinality as c (id, place)
  join stratum.permissions p on p.tenant_id = c.id) policies`;

/** What resolves for one tenant. */
export interface Resolved extends PolicyColumns {
  tenant: Subject;
  /** Names of the chain, root first. */
  names: string[];
}

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
