/** The invariants of a forest, told from parent pointers alone by a query that shares nothing with the engine. */
import type { ClientBase, Pool } from "pg";

const broken = `
  with recursive reached (id, ids, slugs, depth) as (
    select id, array[id], array[slug], 0 from stratum.tenants where parent_id is null
    union all
    select t.id, r.ids || t.id, r.slugs || t.slug, r.depth + 1
    from stratum.tenants t join reached r on t.parent_id = r.id where r.depth < 100
  )
  select t.slug || ' ' || t.id as tenant, array_remove(array[
    case when r.id is null then 'reaches no root' end,
    case when t.ancestry_path <> '/' || array_to_string(r.ids[:r.depth], '/') then 'path of ids: ' || t.ancestry_path end,
    case when t.ancestry_ltree::text <> array_to_string(r.slugs, '.') then 'path of slugs: ' || t.ancestry_ltree::text end,
    case when t.depth <> r.depth or t.depth > 19 then 'depth ' || t.depth end,
    case when t.status = 'active' and p.status <> 'active' then 'active below a tenant that is ' || p.status end,
    case when t.sort_order <> s.place then 'place ' || t.sort_order || ' instead of ' || s.place end,
    case when t.status <> 'archived' and s.namesakes > 1 then 'slug of a live sibling' end
  ], null) as faults
  from stratum.tenants t
  join (select id, row_number() over (partition by parent_id order by sort_order) - 1 as place,
          count(*) filter (where status <> 'archived') over (partition by parent_id, slug) as namesakes
        from stratum.tenants) s on s.id = t.id
  left join reached r on r.id = t.id
  left join stratum.tenants p on p.id = t.parent_id`;

/** What is wrong with the trees, a line per tenant; empty if nothing is. Takes a session that sees every tenant. */
export async function brokenInvariants(db: Pool | ClientBase): Promise<string[]> {
  const { rows } = await db.query<{ tenant: string; faults: string[] }>(
    `select * from (${broken}) as found where cardinality(faults) > 0`,
  );
  return rows.map(({ tenant, faults }) => `${tenant}: ${faults.join(", ")}`);
}
