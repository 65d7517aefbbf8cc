import { Id, type Tenant, type TenantHit, type TenantNode } from "@stratum-hq/core";
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
  (select coalesce(sum(z.children), 0) from stratum.tenant_sizes z where z.tenant_id = t.id) as child_count,
  (select coalesce(sum(z.descendants), 0) from stratum.tenant_sizes z where z.tenant_id = t.id) as descendant_count`;

/** Rows `d` strictly below the tenant `t`. After an id only `/` or the end can follow, and `0` is the next byte. */
export const below = (d: string, t: string): Sql =>
  raw(`${d}.ancestry_path >= stratum.child_path(${t}.ancestry_path, ${t}.id)
    and ${d}.ancestry_path < stratum.child_path(${t}.ancestry_path, ${t}.id) || '0'`);

/**
 * Rows `d` strictly below the only row of `top`, a table of the `with` clause. Bounds from a subselect are values to the
 * planner, so that the index serves them; joined from a row it would rather read all tenants.
 */
export const belowOnly = (d: string, top: string): Sql => {
  const prefix = `(select stratum.child_path(top.ancestry_path, top.id) from ${top} top)`;
  return raw(`${d}.ancestry_path >= ${prefix} and ${d}.ancestry_path < ${prefix} || '0'`);
};

/** Less than any id. */
const NIL = "00000000-0000-0000-0000-000000000000";
const live = (include_archived: boolean | undefined): Sql =>
  include_archived ? empty : sql`and t.status <> 'archived'`;
/**
 * Keeps rows `t` inside the caller's subtree; nothing to add for a platform caller. The bounds are looked up once, so
 * that the index of subtrees serves them.
 */
export const inside = (within: string | null | undefined): Sql => {
  if (!within) return empty;
  const top = sql`(select stratum.child_path(s.ancestry_path, s.id) from stratum.tenants s where s.id = ${within}::uuid)`;
  return sql`and (t.id = ${within}::uuid or (t.ancestry_path >= ${top} and t.ancestry_path < ${top} || '0'))`;
};
/** Does the tenant `t` lie in the view that begins at `within`? */
export const seenFrom = (within: string | null, t: string): Sql =>
  sql`(${within}::uuid is null or ${within}::uuid = any(stratum.chain(${raw(`${t}.ancestry_path, ${t}.id`)})))`;
/** The tenants a list is made of. A subtree is read as such (`offset 0`): walking all ids to find its few takes long. */
const visible = (within: string | null): Sql =>
  within
    ? sql`(select t.* from stratum.tenants t where true ${inside(within)} offset 0)`
    : sql`stratum.tenants`;

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
    select ${columns("t")} from ${visible(q.within)} t
    where t.id > ${q.after ?? NIL}::uuid ${live(q.include_archived)}
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
      and t.sort_order > ${q.after ?? -1}::int ${live(q.include_archived)}
    order by t.sort_order limit ${q.limit + 1}::int`);

export const selectAncestors = (db: Transaction, tenant: Tenant): Promise<Tenant[]> =>
  db.query<Tenant>(sql`
    select ${columns("t")} from stratum.tenants t
    where t.id = any(stratum.ancestors(${tenant.ancestry_path}::text))
    order by t.depth`);

/** Where everything below a tenant begins: the prefix of its subtree. */
const prefix = ({ ancestry_path, id }: Pick<Tenant, "ancestry_path" | "id">): string =>
  `${ancestry_path === "/" ? "" : ancestry_path}/${id}`;

/** Sort key of a descendant, seen from the top of the listing: a page goes on where it stopped when the top moves. */
export const descendantKey = (top: Tenant, { ancestry_path, id }: Tenant): readonly [string, string] => [
  ancestry_path.slice(prefix(top).length),
  id,
];

/** Everything below, parents before children: by path, then id, which is how the index of subtrees lies. */
export const selectDescendants = (
  db: Transaction,
  tenant: Tenant,
  q: { after: readonly [string, string] | null; limit: number; include_archived?: boolean | undefined },
): Promise<Tenant[]> => {
  const [path, id] = q.after ?? ["", NIL];
  return db.query<Tenant>(sql`
    select ${columns("t")} from stratum.tenants t
    where (t.ancestry_path, t.id) > (${prefix(tenant) + path}::text, ${id}::uuid)
      and t.ancestry_path < ${prefix(tenant)}::text || '0' ${live(q.include_archived)}
    order by t.ancestry_path, t.id limit ${q.limit + 1}::int`);
};

/** Hits by part of name or slug, or by whole id, each with the names of its chain. */
export const searchNodes = (
  db: Transaction,
  q: { query: string; within: string | null; after: readonly [string, string] | null; limit: number },
): Promise<TenantHit[]> => {
  const like = `%${q.query.replace(/[\\%_]/g, "\\$&")}%`;
  const id = Id.safeParse(q.query).data ?? null;
  return db.query<TenantHit>(sql`
    select ${columns("t")}, ${counts}, (
      select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'slug', a.slug) order by a.depth), '[]')
      from stratum.tenants a where a.id = any(stratum.ancestors(t.ancestry_path))) as chain
    from stratum.tenants t
    where (t.name ilike ${like}::text or t.slug ilike ${like}::text or t.id = ${id}::uuid)
      and t.status <> 'archived' ${inside(q.within)} ${
        q.after ? sql`and (t.name, t.id) > (${q.after[0]}::text, ${q.after[1]}::uuid)` : empty
      }
    order by t.name, t.id limit ${q.limit + 1}::int`);
};
