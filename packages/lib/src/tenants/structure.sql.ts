/**
 * Statements that change the shape of a tree. Each guards itself and returns the facts by which a rule explains. What the
 * caller does not see is not touched: a broken constraint there would tell that it exists.
 */
import { type Tenant, TenantAlreadyExistsError, type UpdateTenantInput } from "@stratum-hq/core";
import {
  isSqlState,
  RetryTransaction,
  raw,
  SQLSTATE,
  type Sql,
  sql,
  type Transaction,
} from "@stratum-hq/db-adapters";
import { record } from "../audit/index.ts";
import type { Caller, Placed } from "../caller.ts";
import { asJson, below, belowOnly, columns, seenFrom, who } from "./tenants.sql.ts";

/**
 * Takes the locks of a structural write, in one order for everybody: trees by key, then sibling lists by key. Returns
 * the paths as they were when asked. A caller that depends on them compares with what it reads under the locks.
 * `next` is called under the locks: a function of the schema, whose statements see what others left before.
 */
export async function lockTrees(
  tx: Transaction,
  ids: readonly string[],
  how: {
    shared?: boolean;
    siblings_of?: readonly (string | null)[];
    siblings_of_parent?: string;
    next?: Sql;
  },
): Promise<Record<string, string>> {
  const siblings = (how.siblings_of ?? []).map((id) => id ?? "roots");
  const rows = await tx.query<{ paths: Record<string, string> }>(sql`
    with placed as materialized (
      select t.id, t.parent_id, t.ancestry_path from stratum.tenants t where t.id = any(${ids}::uuid[])),
    wanted as materialized (
      select 0 as step, stratum.lock_key('tree', stratum.root_of(p.ancestry_path, p.id)) as k from placed p
      union select 1, stratum.lock_key('siblings', s) from unnest(${siblings}::text[]) s
      union select 1, stratum.lock_key('siblings', coalesce(p.parent_id::text, 'roots')) from placed p
        where p.id = ${how.siblings_of_parent ?? null}::uuid
      order by 1, 2),
    taken as materialized (
      select case when step = 0 and ${how.shared ?? false}::boolean
             then pg_advisory_xact_lock_shared(k) else pg_advisory_xact_lock(k) end as held
      from wanted)
    select coalesce((select json_object_agg(p.id, p.ancestry_path) from placed p), '{}') as paths,
      (select ${how.next ?? sql`null`} from (select count(held) as held from taken) locks where locks.held > 0) as next`);
  return rows[0]?.paths ?? {};
}

export interface NewTenant {
  id: string;
  parent_id: string | null;
  name: string;
  slug: string;
  metadata: object;
  isolation_strategy: string | null;
}

/** Inserts a root, or below an active parent that has room and that the caller sees; else undefined. */
export const insertTenant = async (
  tx: Transaction,
  caller: Caller,
  input: NewTenant,
): Promise<Tenant | undefined> =>
  (
    await named(
      input.slug,
      tx.query<Tenant>(sql`
    select ${columns("t")} from stratum.create_tenant(${input.id}::uuid, ${input.parent_id}::uuid, ${caller.within}::uuid, ${input.name}::text,
      ${input.slug}::text, ${input.metadata}::jsonb, ${input.isolation_strategy}::text, ${who(caller)}) t
    where t.id is not null`),
    )
  )[0];

/** The place after the last sibling. Two ways to ask, since `is not distinct from` is served by no index. */
const nextPlace = (parent_id: string | null): Sql =>
  sql`(select coalesce(max(s.sort_order) + 1, 0) from stratum.tenants s
        where ${parent_id ? sql`s.parent_id = ${parent_id}::uuid` : sql`s.parent_id is null`})`;

/** What an audit row keeps of a tenant. */
export const snapshot = (t: string): Sql =>
  raw(`jsonb_build_object('parent_id', ${t}.parent_id, 'name', ${t}.name, 'slug', ${t}.slug, 'status', ${t}.status,
    'metadata', ${t}.metadata, 'isolation_strategy', ${t}.isolation_strategy, 'sort_order', ${t}.sort_order, 'version', ${t}.version)`);

/**
 * Changes name, slug and metadata of an active tenant; a new slug rewrites the slug paths below. Nothing is written on
 * a stale version: `tenant` is null then, and `old` says why. The row is locked when it is read: others may be changing
 * it in the same tree, and what is told and audited is what they left.
 */
export async function updateTenantRow(
  tx: Transaction,
  caller: Caller,
  id: string,
  patch: UpdateTenantInput,
  held: readonly string[],
): Promise<{ tenant: Tenant | null; old: Tenant | null }> {
  const slug = patch.slug ?? null;
  const expected = patch.expected_version ?? null;
  const rows = await named(
    patch.slug ?? "",
    tx.query<{ tenant: Tenant | null; old: Tenant | null }>(sql`
    with old as materialized (select * from stratum.tenants where id = ${id}::uuid for no key update),
    changed as (
      update stratum.tenants t set
        name = coalesce(${patch.name ?? null}::text, t.name), slug = coalesce(${slug}::text, t.slug),
        metadata = coalesce(${patch.metadata ?? null}::jsonb, t.metadata),
        ancestry_ltree = case when ${slug}::text is null then t.ancestry_ltree
          when t.depth = 0 then ${slug}::text::ltree
          else subpath(t.ancestry_ltree, 0, -1) || ${slug}::text end,
        version = t.version + 1, updated_at = now()
      from old o where t.id = o.id and o.status = 'active' and stratum.root_of(o.ancestry_path, o.id) = any(${held}::text[])
        and ${seenFrom(caller.within, "o")}
        and (${expected}::int is null or o.version = ${expected}::int)
      returning t.*),
    renamed as (
      update stratum.tenants d set ancestry_ltree = c.ancestry_ltree || subpath(d.ancestry_ltree, nlevel(c.ancestry_ltree))
      from changed c, old o where o.slug <> c.slug and ${belowOnly("d", "old")}),
    audited as (${record(
      caller.context,
      "tenants.updated",
      sql`select c.id, c.id::text, ${snapshot("o")}, ${snapshot("c")} from changed c join old o on o.id = c.id`,
    )})
    select ${asJson("changed")} as tenant, ${asJson("old")} as old
    from (select 1) one left join old on true left join changed on true`),
  );
  return rows[0] ?? { tenant: null, old: null };
}

export interface Moved {
  tenant: Tenant | null;
  self: Tenant | null;
  target: Tenant | null;
  /** Depth of the deepest row that the move carries. */
  deepest: number;
  /** Is the target the tenant itself or below it? */
  cycle: boolean;
}

/**
 * Moves a subtree under another parent or to the top, when the rules allow; else returns the facts for the rule. In
 * trees whose locks are not `held` nothing is touched: others may be writing there.
 */
export async function moveTenantRows(
  tx: Transaction,
  caller: Caller,
  id: string,
  parent_id: string | null,
  held: readonly string[],
): Promise<Moved> {
  const rows = await named(
    "",
    tx.query<Moved>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    target as materialized (select * from stratum.tenants where id = ${parent_id}::uuid),
    facts as materialized (
      select coalesce(max(d.depth), s.depth) as deepest,
        coalesce(${parent_id}::uuid = s.id or exists (select from target g where ${below("g", "s")}), false) as cycle
      from self s left join stratum.tenants d on ${belowOnly("d", "self")} group by s.id, s.depth, s.ancestry_path),
    go as materialized (
      select s.id, s.parent_id as old_parent, s.sort_order as old_order, s.depth as old_depth, s.ancestry_ltree as old_ltree,
        s.ancestry_path as ancestry_path, stratum.child_path(s.ancestry_path, s.id) as old_prefix,
        coalesce(stratum.child_path(g.ancestry_path, g.id), '/') as new_path, coalesce(g.depth + 1, 0) as new_depth,
        g.ancestry_ltree as above,
        ${nextPlace(parent_id)} as new_order
      from self s cross join facts f left join target g on true
      where stratum.root_of(s.ancestry_path, s.id) = any(${held}::text[])
        and (g.id is null or stratum.root_of(g.ancestry_path, g.id) = any(${held}::text[]))
        and not f.cycle and s.parent_id is distinct from ${parent_id}::uuid and ${seenFrom(caller.within, "s")}
        and (${parent_id}::uuid is null or ${seenFrom(caller.within, "g")})
        and (${parent_id}::uuid is null or g.status = 'active')
        and coalesce(g.depth + 1, 0) + f.deepest - s.depth <= 19),
    moved as (
      update stratum.tenants t set
        parent_id = ${parent_id}::uuid, ancestry_path = go.new_path, depth = go.new_depth, sort_order = go.new_order,
        ancestry_ltree = coalesce(go.above || subpath(t.ancestry_ltree, -1), subpath(t.ancestry_ltree, -1)),
        version = t.version + 1, updated_at = now()
      from go where t.id = go.id returning t.*),
    carried as (
      update stratum.tenants d set
        ancestry_path = stratum.child_path(go.new_path, go.id) || substr(d.ancestry_path, length(go.old_prefix) + 1),
        ancestry_ltree = coalesce(go.above || subpath(d.ancestry_ltree, nlevel(go.old_ltree) - 1),
                                  subpath(d.ancestry_ltree, nlevel(go.old_ltree) - 1)),
        depth = d.depth + go.new_depth - go.old_depth
      from go where ${belowOnly("d", "go")}),
    closed as (
      update stratum.tenants s set sort_order = s.sort_order - 1
      from go where s.parent_id = go.old_parent and s.sort_order > go.old_order and s.id <> go.id),
    closed_roots as (
      update stratum.tenants s set sort_order = s.sort_order - 1
      from go where go.old_parent is null and s.parent_id is null and s.sort_order > go.old_order and s.id <> go.id),
    audited as (${record(
      caller.context,
      "tenants.moved",
      sql`
      select m.id, m.id::text, ${snapshot("s")}, ${snapshot("m")} from moved m join self s on s.id = m.id`,
    )})
    select ${asJson("moved")} as tenant, ${asJson("self")} as self, ${asJson("target")} as target, f.deepest, f.cycle
    from (select 1) one left join self on true left join moved on true left join target on true left join facts f on true`),
  );
  return rows[0] as Moved;
}

/** Puts a tenant at another place; the siblings between close up. `tenant` is null if it stands there already. */
export async function reorderTenantRows(
  tx: Transaction,
  caller: Caller,
  id: string,
  position: number,
): Promise<{ tenant: Tenant | null; self: Tenant | null }> {
  const rows = await tx.query<{ tenant: Tenant | null; self: Tenant | null }>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    go as materialized (
      select p.*, case when p.target < p.sort_order then 1 else -1 end as step from (
        select s.id, s.parent_id, s.sort_order, least(${position}::int, case when s.parent_id is null
          then (select max(r.sort_order) from stratum.tenants r where r.parent_id is null)
          else (select max(c.sort_order) from stratum.tenants c where c.parent_id = s.parent_id) end) as target
        from self s where s.status = 'active') p
      where p.target <> p.sort_order),
    between_them as materialized (
      select t.id from go join stratum.tenants t on t.parent_id = go.parent_id
        and t.sort_order between least(go.target, go.sort_order) and greatest(go.target, go.sort_order)
      union all
      select t.id from go join stratum.tenants t on go.parent_id is null and t.parent_id is null
        and t.sort_order between least(go.target, go.sort_order) and greatest(go.target, go.sort_order)),
    placed as (
      update stratum.tenants t set
        sort_order = case when t.id = go.id then go.target else t.sort_order + go.step end,
        version = t.version + (t.id = go.id)::int,
        updated_at = case when t.id = go.id then now() else t.updated_at end
      from go, between_them b where t.id = b.id returning t.*),
    changed as (select p.* from placed p join go on go.id = p.id),
    audited as (${record(
      caller.context,
      "tenants.reordered",
      sql`select c.id, c.id::text, ${snapshot("s")}, ${snapshot("c")} from changed c join self s on s.id = c.id`,
    )})
    select ${asJson("changed")} as tenant, ${asJson("self")} as self
    from (select 1) one left join self on true left join changed on true`);
  return rows[0] ?? { tenant: null, self: null };
}

/** What a change of status needs and takes along. */
export interface Transition {
  to: string;
  /** Statuses from which it is allowed. */
  from: readonly string[];
  /**
   * Take along what is below: for archiving what is not archived, for
   * suspending what is active, for resuming what is in the status of the tenant.
   */
  cascade: boolean;
  /** Refuse while active children exist. */
  alone: boolean;
  action: string;
}

/** The facts of a transition; `tenant` is null if it was refused. */
export interface Transitioned {
  tenant: Tenant | null;
  old: Tenant | null;
  parent_status: string | null;
  active_children: number;
  taken: Taken | null;
}
/** A tenant that would come back, and the one that has its slug. */
export interface Taken {
  tenant_id: string;
  slug: string;
  by: Placed;
}

/** Changes the status of a tenant, and of what goes along below it, where the rules allow. */
export async function changeStatus(
  tx: Transaction,
  caller: Caller,
  id: string,
  { to, from, cascade, alone, action }: Transition,
): Promise<Transitioned> {
  const rows = await again(
    tx.query<Transitioned>(sql`
    with top as materialized (
      select t.*, p.status as parent_status,
        (select count(*) from stratum.tenants c where c.parent_id = t.id and c.status = 'active') as active_children
      from stratum.tenants t left join stratum.tenants p on p.id = t.parent_id where t.id = ${id}::uuid),
    allowed as materialized (
      select * from top where status = any(${from}::text[])
        and not (${alone}::boolean and active_children > 0) and ${seenFrom(caller.within, "top")}
        and (${to}::text <> 'active' or coalesce(parent_status, 'active') = 'active')),
    -- Locked, since the place of a root changes without the lock of its tree.
    self as materialized (
      select t.* from stratum.tenants t, allowed a where t.id = a.id for no key update of t),
    old as materialized (
      select * from self
      union all
      select t.* from stratum.tenants t, allowed a
      where ${cascade}::boolean and ${belowOnly("t", "allowed")}
        and case ${to}::text when 'archived' then t.status <> 'archived' when 'suspended' then t.status = 'active'
          else t.status = a.status and not exists (
            select from stratum.tenants m where m.id = any(stratum.chain(t.ancestry_path, t.id))
              and m.depth > a.depth and m.status <> a.status) end),
    -- Slugs that others took while their tenants were archived, or that two of those have which come back.
    taken as materialized (
      select o.id, o.slug, x.id as by_id, x.ancestry_path as by_path
      from old o join allowed a on a.status = 'archived' and ${to}::text = 'active'
      join stratum.tenants x on x.slug = o.slug and x.id <> o.id
        and (x.parent_id = o.parent_id or (x.parent_id is null and o.parent_id is null))
        and (x.status <> 'archived' or x.id in (select c.id from old c))
      order by o.depth, o.id limit 1),
    changed as (
      update stratum.tenants t set status = ${to}::text, version = t.version + 1, updated_at = now(),
        deleted_at = case when ${to}::text = 'archived' then now() end
      from old where t.id = old.id and not exists (select from taken) returning t.*),
    audited as (${record(
      caller.context,
      action,
      sql`select c.id, c.id::text, ${snapshot("o")}, ${snapshot("c")} from changed c join old o on o.id = c.id`,
    )})
    select ${asJson("changed")} as tenant, ${asJson("top")} as old, top.parent_status, top.active_children, (
      select json_build_object('tenant_id', k.id, 'slug', k.slug,
        'by', json_build_object('id', k.by_id, 'ancestry_path', k.by_path)) from taken k) as taken
    from top left join changed on changed.id = top.id`),
  );
  return rows[0] ?? { tenant: null, old: null, parent_status: null, active_children: 0, taken: null };
}

/** Has a slug been taken since the statement looked? Then the next run finds it taken, and by whom. */
export async function again<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    if (isSqlState(error, SQLSTATE.unique_violation, "tenants_sibling_slug")) throw new RetryTransaction();
    throw error;
  }
}

/** Turns the broken constraint into the error that a caller understands. */
async function named<T>(slug: string, query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    if (isSqlState(error, SQLSTATE.unique_violation, "tenants_sibling_slug")) {
      throw new TenantAlreadyExistsError(
        slug
          ? `A sibling already has the slug "${slug}".`
          : "There is a sibling of the same slug already. Rename one of them first.",
        slug ? { slug } : {},
      );
    }
    throw error;
  }
}
