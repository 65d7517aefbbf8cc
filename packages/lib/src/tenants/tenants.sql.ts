import { Id, type Tenant, type TenantHit, type TenantNode } from "@stratum-hq/core";
import { empty, raw, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import type { Caller } from "../caller.ts";

/** The columns of a tenant `t`, in the shape in which they travel. */
export const columns = (t: string): Sql => {
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

const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const fields = (
  t: string,
) => `'id', ${t}.id, 'parent_id', ${t}.parent_id, 'ancestry_path', ${t}.ancestry_path,
    'ancestry_ltree', ${t}.ancestry_ltree::text, 'depth', ${t}.depth, 'name', ${t}.name, 'slug', ${t}.slug,
    'metadata', ${t}.metadata, 'isolation_strategy', ${t}.isolation_strategy, 'status', ${t}.status,
    'region_id', ${t}.region_id, 'sort_order', ${t}.sort_order, 'version', ${t}.version,
    'deleted_at', ${utc(`${t}.deleted_at`)}, 'created_at', ${utc(`${t}.created_at`)}, 'updated_at', ${utc(`${t}.updated_at`)}`;
/** A whole tenant as one JSON value, in the shape in which it travels; null where the row is. */
export const asJson = (t: string): Sql =>
  raw(`case when ${t}.id is null then null else json_build_object(${fields(t)}) end`);
/** The row `t` with its sizes, likewise. */
const asNode: Sql = raw(`json_build_object(${fields("t")},
    'child_count', (select coalesce(sum(z.children), 0) from stratum.tenant_sizes z where z.tenant_id = t.id),
    'descendant_count', (select coalesce(sum(z.descendants), 0) from stratum.tenant_sizes z where z.tenant_id = t.id))`);

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
/** Who acts, as functions of the schema take it. */
export const who = ({ context }: Caller): Sql =>
  sql`${[
    context.actor_type ?? "system",
    context.actor_id ?? "system",
    context.on_behalf_of ?? null,
    context.request_id ?? null,
    context.source_ip ?? null,
  ]}::text[]`;
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

/** Rows, and the tenant of which they were asked; without one they are of all tenants. */
export interface Beside<T> {
  top: Tenant | null;
  rows: T[];
}
/** Reads both by one statement. `rows` selects each row as JSON, in order, and may read the tenant from `top`. */
async function beside<T>(db: Transaction, id: string | null, rows: Sql): Promise<Beside<T>> {
  const found = await db.query<Beside<T>>(sql`
    with top as materialized (select * from stratum.tenants where id = ${id}::uuid)
    select (select ${asJson("top")} from top) as top, coalesce((select json_agg(r.row) from (${rows}) r), '[]') as rows`);
  return found[0] as Beside<T>;
}
/** Where everything below the tenant `top` begins: the prefix of its subtree. */
const prefixOfTop = sql`(select stratum.child_path(top.ancestry_path, top.id) from top)`;

/** By slug, of what lies under one tenant and in the caller's view. */
export const selectTenantsBySlug = (
  db: Transaction,
  slug: string,
  q: { under: string | null; within: string | null; include_archived?: boolean },
): Promise<Beside<Tenant>> =>
  beside(
    db,
    q.under,
    sql`
    select ${asJson("t")} as row from stratum.tenants t
    where t.slug = ${slug}::text ${live(q.include_archived)} ${inside(q.under ?? q.within)} order by t.id limit 20`,
  );

export const selectTenants = (
  db: Transaction,
  q: { after: string | null; limit: number; within: string | null; include_archived?: boolean | undefined },
): Promise<Tenant[]> =>
  db.query<Tenant>(sql`
    select ${columns("t")} from ${visible(q.within)} t
    where t.id > ${q.after ?? NIL}::uuid ${live(q.include_archived)}
    order by t.id limit ${q.limit + 1}::int`);

interface Siblings {
  after: number | null;
  /** null for all. */
  limit: number | null;
  include_archived?: boolean | undefined;
}
const more = (limit: number | null): Sql => sql`limit ${limit === null ? null : limit + 1}::int`;

/** The roots in sibling order; `only` narrows them to the one where the caller's view begins, root or not. */
export const selectRoots = (db: Transaction, q: Siblings & { only: string | null }): Promise<TenantNode[]> =>
  db.query<TenantNode>(sql`
    select ${columns("t")}, ${counts} from stratum.tenants t
    where ${q.only ? sql`t.id = ${q.only}::uuid` : sql`t.parent_id is null`}
      and t.sort_order > ${q.after ?? -1}::int ${live(q.include_archived)}
    order by t.sort_order ${more(q.limit)}`);

/** Children in sibling order. */
export const selectChildren = (db: Transaction, id: string, q: Siblings): Promise<Beside<TenantNode>> =>
  beside(
    db,
    id,
    sql`
    select ${asNode} as row from stratum.tenants t
    where t.parent_id = ${id}::uuid and t.sort_order > ${q.after ?? -1}::int ${live(q.include_archived)}
    order by t.sort_order ${more(q.limit)}`,
  );

/** The chain above, root first. */
export const selectAncestors = (db: Transaction, id: string): Promise<Beside<Tenant>> =>
  beside(
    db,
    id,
    sql`
    select ${asJson("t")} as row from stratum.tenants t
    where t.id = any((select stratum.ancestors(top.ancestry_path) from top)::uuid[]) order by t.depth`,
  );

/** Sort key of a descendant, seen from the top of the listing: a page goes on where it stopped when the top moves. */
export const descendantKey = (top: Tenant, { ancestry_path, id }: Tenant): readonly [string, string] => {
  const prefix = `${top.ancestry_path === "/" ? "" : top.ancestry_path}/${top.id}`;
  return [ancestry_path.slice(prefix.length), id];
};

/** Everything below, parents before children: by path, then id, which is how the index of subtrees lies. */
export const selectDescendants = (
  db: Transaction,
  id: string,
  q: {
    after: readonly [string, string] | null;
    limit: number | null;
    include_archived?: boolean | undefined;
  },
): Promise<Beside<Tenant>> => {
  const [path, last] = q.after ?? ["", NIL];
  return beside(
    db,
    id,
    sql`
    select ${asJson("t")} as row from stratum.tenants t
    where (t.ancestry_path, t.id) > (${prefixOfTop} || ${path}::text, ${last}::uuid)
      and t.ancestry_path < ${prefixOfTop} || '0' ${live(q.include_archived)}
    order by t.ancestry_path, t.id ${more(q.limit)}`,
  );
};

/** Hits by part of name or slug, or by whole id, each with the names of its chain. */
export const searchNodes = (
  db: Transaction,
  q: {
    query: string;
    under: string | null;
    within: string | null;
    after: readonly [string, string] | null;
    limit: number;
  },
): Promise<Beside<TenantHit>> => {
  const like = `%${q.query.replace(/[\\%_]/g, "\\$&")}%`;
  const id = Id.safeParse(q.query).data ?? null;
  return beside(
    db,
    q.under,
    sql`
    select ${asNode}::jsonb || jsonb_build_object('chain', (
      select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'slug', a.slug) order by a.depth), '[]')
      from stratum.tenants a where a.id = any(stratum.ancestors(t.ancestry_path)))) as row
    from stratum.tenants t
    where (t.name ilike ${like}::text or t.slug ilike ${like}::text or t.id = ${id}::uuid)
      and t.status <> 'archived' ${inside(q.under ?? q.within)} ${
        q.after ? sql`and (t.name, t.id) > (${q.after[0]}::text, ${q.after[1]}::uuid)` : empty
      }
    order by t.name, t.id ${more(q.limit)}`,
  );
};
