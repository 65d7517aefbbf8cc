import type { PolicyLevel, SimulatedPolicy, SimulatedTenant } from "@stratum-hq/core";
import { sql, type Transaction } from "@stratum-hq/db-adapters";
import { belowOnly } from "../tenants/index.ts";
import type { Subject } from "./permissions.sql.ts";

/** The whole chain of a key, root first; undefined if there is no such tenant. */
export const selectPolicyLevels = async (
  db: Transaction,
  id: string,
  key: string,
): Promise<{ tenant: Subject; levels: PolicyLevel[] } | undefined> =>
  (
    await db.query<{ tenant: Subject; levels: PolicyLevel[] }>(sql`
    select json_build_object('id', s.id, 'name', s.name, 'status', s.status, 'ancestry_path', s.ancestry_path) as tenant, (
      select json_agg(json_build_object('id', t.id, 'name', t.name, 'depth', t.depth,
        'policy', case when p.id is not null then json_build_object('policy_id', p.id, 'value', p.value, 'mode', p.mode,
          'revocation_mode', p.revocation_mode, 'version', p.version, 'updated_at', p.updated_at) end) order by t.depth)
      from stratum.tenants t left join stratum.permissions p on p.tenant_id = t.id and p.key = ${key}::text
      where t.id = any(stratum.chain(s.ancestry_path, s.id))) as levels
    from stratum.tenants s where s.id = ${id}::uuid`)
  )[0];

/** What a simulation is about. */
export interface SimulationRows {
  subject: SimulatedTenant | null;
  tenants: SimulatedTenant[];
  policies: SimulatedPolicy[];
}

/**
 * The policies of some keys in a tenant's chain and below the highest tenant of the chain that is to be changed, with
 * the tenants that hold them; and the tenants that are to be changed, wherever they stand.
 */
export const selectSimulation = async (
  db: Transaction,
  id: string,
  keys: readonly string[],
  targets: readonly string[],
): Promise<SimulationRows> => {
  const rows = await db.query<SimulationRows>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    chain as materialized (
      select c.id, c.place from self, unnest(stratum.chain(self.ancestry_path, self.id)) with ordinality as c (id, place)),
    top as materialized (
      select t.id, t.ancestry_path from chain c join stratum.tenants t on t.id = c.id
      where c.id = ${id}::uuid or c.id = any(${targets}::uuid[]) order by c.place limit 1),
    policies as materialized (
      select p.* from stratum.permissions p join chain c on c.id = p.tenant_id where p.key = any(${keys}::text[])
      union
      select p.* from stratum.tenants b join stratum.permissions p on p.tenant_id = b.id and p.key = any(${keys}::text[])
      where ${belowOnly("b", "top")}),
    involved as materialized (
      select t.id, json_build_object('id', t.id, 'name', t.name, 'status', t.status, 'ancestry_path', t.ancestry_path,
        'descendants', (select coalesce(sum(z.descendants), 0) from stratum.tenant_sizes z where z.tenant_id = t.id)) as tenant
      from stratum.tenants t
      where t.id in (select c.id from chain c union select p.tenant_id from policies p union select unnest(${targets}::uuid[])))
    select (select i.tenant from involved i join self on self.id = i.id) as subject,
      coalesce((select json_agg(i.tenant) from involved i), '[]') as tenants,
      coalesce((select json_agg(json_build_object('tenant_id', p.tenant_id, 'key', p.key, 'value', p.value, 'mode', p.mode,
        'revocation_mode', p.revocation_mode)) from policies p), '[]') as policies`);
  return rows[0] as SimulationRows;
};
