import type { Tenant, TenantHit, TenantNode } from "@stratum-hq/core";
import { empty, raw, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";

const columns = (t: string): Sql => {
  const names = [
    "id",
    "parent_id",
    "ancestry_path",
    "ancestry_ltree::text as ancestry_ltree",
    "depth",
    "name",
    "slug",
    "metadata",
    "isolation_strategy",
    "status",
    "region_id",
    "sort_order",
    "version",
    "deleted_at",
    "created_at",
    "updated_at",
  ];
  return raw(names.map((name) => `${t}.${name}`).join(", "));
};
const counts = sql`
  (select count(*) from stratum.tenants c where c.parent_id = t.id and c.status <> 'archived') as child_count,
  (select count(*) from stratum.tenants d where d.status <> 'archived'
     and d.ancestry_path >= stratum.child_path(t.ancestry_path, t.id)
     and d.ancestry_path < stratum.child_path(t.ancestry_path, t.id) || '0') as descendant_count`;

/** Rows `d` strictly below the tenant `t`. After an id only `/` or the end can follow, and `0` is the next byte. */
export const below = (d: string, t: string): Sql =>
  raw(`${d}.ancestry_path >= stratum.child_path(${t}.ancestry_path, ${t}.id)
    and ${d}.ancestry_path < stratum.child_path(${t}.ancestry_path, ${t}.id) || '0'`);

const live = (include_archived: boolean | undefined): Sql =>
  include_archived ? empty : sql`and t.status <> 'archived'`;
/** Keeps rows `t` inside the caller's subtree; nothing to add for a platform caller. */
const inside = (within: string | null | undefined): Sql =>
  within
    ? sql`and (t.id = ${within}::uuid or exists (select from stratum.tenants s where s.id = ${within}::uuid and ${below("t", "s")}))`
    : empty;

export const selectTenant = async (db: Transaction, id: string): Promise<Tenant | undefined> =>
  (await db.query<Tenant>(sql`select ${columns("t")} from stratum.tenants t where t.id = ${id}::uuid`))[0];

export const selectTenantByPath = async (db: Transaction, path: string): Promise<Tenant[]> =>
  db.query<Tenant>(sql`
    select ${columns("t")} from stratum.tenants t
    where t.ancestry_ltree = ${path}::ltree order by (t.status = 'archived'), t.id`);

export const selectTenantsBySlug = async (
  db: Transaction,
  slug: string,
  within: string | null,
  archived?: boolean,
): Promise<Tenant[]> =>
  db.query<Tenant>(sql`
    select ${columns("t")} from stratum.tenants t
    where t.slug = ${slug}::text ${live(archived)} ${inside(within)} order by t.id limit 20`);

export const selectTenants = (
  db: Transaction,
  q: { after: string | null; limit: number; within: string | null; include_archived?: boolean | undefined },
): Promise<Tenant[]> =>
  db.query<Tenant>(sql`
    select ${columns("t")} from stratum.tenants t
    where (${q.after}::uuid is null or t.id > ${q.after}::uuid) ${live(q.include_archived)} ${inside(q.within)}
    order by t.id limit ${q.limit + 1}::int`);

/** Children in sibling order, or the roots; `only` narrows roots to the one where the caller's view begins. */
export const selectNodes = (
  db: Transaction,
  q: {
    parent_id: string | null;
    only?: string | null;
    after: number | null;
    limit: number;
    include_archived?: boolean | undefined;
  },
): Promise<TenantNode[]> =>
  db.query<TenantNode>(sql`
    select ${columns("t")}, ${counts} from stratum.tenants t
    where ${q.only ? sql`t.id = ${q.only}::uuid` : q.parent_id ? sql`t.parent_id = ${q.parent_id}::uuid` : sql`t.parent_id is null`}
      and (${q.after}::int is null or t.sort_order > ${q.after}::int) ${live(q.include_archived)}
    order by t.sort_order limit ${q.limit + 1}::int`);

export const selectAncestors = (db: Transaction, tenant: Tenant): Promise<Tenant[]> =>
  db.query<Tenant>(sql`
    select ${columns("t")} from stratum.tenants t
    where t.id = any(stratum.chain(${tenant.ancestry_path}::text, ${tenant.id}::uuid)) and t.id <> ${tenant.id}::uuid
    order by t.depth`);

/** Everything below, parents before children: by depth, then id. */
export const selectDescendants = (
  db: Transaction,
  tenant: Tenant,
  q: { after: readonly [number, string] | null; limit: number; include_archived?: boolean | undefined },
): Promise<Tenant[]> =>
  db.query<Tenant>(sql`
    select ${columns("t")} from stratum.tenants t
    where t.ancestry_path >= stratum.child_path(${tenant.ancestry_path}::text, ${tenant.id}::uuid)
      and t.ancestry_path < stratum.child_path(${tenant.ancestry_path}::text, ${tenant.id}::uuid) || '0'
      and (${q.after?.[0] ?? null}::int is null or (t.depth, t.id) > (${q.after?.[0] ?? null}::int, ${q.after?.[1] ?? null}::uuid))
      ${live(q.include_archived)}
    order by t.depth, t.id limit ${q.limit + 1}::int`);

/** Hits by part of name or slug, or by whole id, each with the names of its chain. */
export const searchNodes = (
  db: Transaction,
  q: { query: string; within: string | null; after: readonly [string, string] | null; limit: number },
): Promise<TenantHit[]> => {
  const like = `%${q.query.replace(/[\\%_]/g, "\\$&")}%`;
  return db.query<TenantHit>(sql`
    select ${columns("t")}, ${counts}, (
      select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'slug', a.slug) order by a.depth), '[]')
      from stratum.tenants a where a.id = any(stratum.chain(t.ancestry_path, t.id)) and a.id <> t.id) as chain
    from stratum.tenants t
    where (t.name ilike ${like}::text or t.slug ilike ${like}::text or t.id::text = lower(${q.query}::text))
      and t.status <> 'archived' ${inside(q.within)}
      and (${q.after?.[0] ?? null}::text is null or (t.name, t.id) > (${q.after?.[0] ?? null}::text, ${q.after?.[1] ?? null}::uuid))
    order by t.name, t.id limit ${q.limit + 1}::int`);
};
