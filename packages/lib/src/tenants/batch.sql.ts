import type { BatchCreatedTenants, Tenant } from "@stratum-hq/core";
import { sql, type Transaction } from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import { again, snapshot } from "./structure.sql.ts";
import { asJson } from "./tenants.sql.ts";

/** A tenant of a batch, placed as far as the batch itself tells. */
export interface Planned {
  index: number;
  id: string;
  parent_id: string | null;
  /** The parent outside of the batch under which it comes to hang; null below a new root. */
  top: string | null;
  /** Levels of the batch above it, by ids and by slugs, itself in the latter. */
  level: number;
  path: string;
  slugs: string;
  /** Place among the siblings of the batch. */
  place: number;
  name: string;
  slug: string;
  metadata: object;
  isolation_strategy: string | null;
}

interface Inserted {
  created: BatchCreatedTenants["created"];
  /** The parents outside of the batch that exist, by id. */
  parents: Record<string, Tenant>;
  /** Where in the batch a slug is that a sibling has already. */
  taken: number[];
}

/** Inserts all of a batch, or nothing where one parent or slug does not allow it. */
export async function insertTenants(
  tx: Transaction,
  caller: Caller,
  batch: readonly Planned[],
): Promise<Inserted> {
  // A root may take the slug by a rename meanwhile, which holds no lock of this write.
  const rows = await again(
    tx.query<Inserted>(sql`
      with input as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as x (index integer, id uuid, parent_id uuid, top uuid,
          level integer, path text, slugs text, place integer, name text, slug text, metadata jsonb, isolation_strategy text)),
      parents as materialized (select t.* from stratum.tenants t where t.id in (select i.top from input i)),
      taken as materialized (
        select i.index from input i join stratum.tenants s on s.parent_id = i.top and s.slug = i.slug
        where i.level = 0 and s.status <> 'archived'
        union all
        select i.index from input i join stratum.tenants s on s.parent_id is null and s.slug = i.slug
        where i.level = 0 and i.top is null and s.status <> 'archived'),
      made as (
        insert into stratum.tenants
          (id, parent_id, ancestry_path, ancestry_ltree, depth, name, slug, metadata, isolation_strategy, region_id, sort_order)
        select i.id, i.parent_id,
          case when p.id is not null then stratum.child_path(p.ancestry_path, p.id) || i.path when i.level = 0 then '/' else i.path end,
          case when p.id is not null then p.ancestry_ltree || i.slugs::ltree else i.slugs::ltree end,
          coalesce(p.depth + 1, 0) + i.level, i.name, i.slug, i.metadata,
          coalesce(i.isolation_strategy, p.isolation_strategy, 'SHARED_RLS'), p.region_id,
          i.place + case when i.level > 0 then 0
            when i.top is null then (
              select coalesce(max(s.sort_order) + 1, 0) from stratum.tenants s where s.parent_id is null)
            else (select coalesce(max(s.sort_order) + 1, 0) from stratum.tenants s where s.parent_id = i.top) end
        from input i left join parents p on p.id = i.top
        where not exists (select from taken) and not exists (
          select from input x left join parents y on y.id = x.top
          where (x.top is not null and y.status is distinct from 'active') or coalesce(y.depth + 1, 0) + x.level > 19)
        returning *),
      audited as (${record(
        caller.context,
        "tenants.created",
        sql`select m.id, m.id::text, null::jsonb, ${snapshot("m")} from input i join made m on m.id = i.id order by i.index`,
      )})
      select
        coalesce((select json_agg(${asJson("m")} order by i.index) from input i join made m on m.id = i.id), '[]') as created,
        coalesce((select json_object_agg(p.id, ${asJson("p")}) from parents p), '{}') as parents,
        coalesce((select json_agg(t.index) from taken t), '[]') as taken`),
  );
  return rows[0] as Inserted;
}
