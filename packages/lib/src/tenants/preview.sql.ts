/** What resolves in a subtree where it stands, and what would resolve elsewhere: read from two chains, nothing moves. */
import type { Json, Tenant } from "@stratum-hq/core";
import { raw, type Sql, sql, type Transaction } from "@stratum-hq/db-adapters";
import type { Caller } from "../caller.ts";
import { asJson, below, belowOnly, seenFrom } from "./tenants.sql.ts";

/** A value as `["clear", value]`, or as `["sealed", …]`, which is never shown. */
type Weighed = [kind: string, value: Json];
interface Change<T> {
  count: number;
  examples: {
    tenant_id: string;
    name: string;
    key: string;
    before: T | null;
    after: T | null;
    secret: boolean;
  }[];
}
/** The facts of a preview; counts are 0 where the move makes no sense. */
export interface Weight {
  self: Tenant | null;
  target: Tenant | null;
  deepest: number;
  cycle: boolean;
  /** Has a live sibling at the new place the slug? */
  taken: boolean;
  tenants: number;
  config: Change<Weighed>;
  permissions: Change<{ value: Json; mode: string }>;
  locks: {
    count: number;
    examples: { feature: string; key: string; source_tenant_id: string; name: string; shadowed: number }[];
  };
}

const comparable = (e: string): Sql =>
  raw(`case when ${e}.sealed is not null then jsonb_build_array('sealed', ${e}.tenant_id, ${e}.sealed->>'fingerprint')
    else jsonb_build_array('clear', ${e}.value) end`);
const preset = sql`case when d.default_value is not null then jsonb_build_array('clear', d.default_value) end`;
/** Of entries or definitions of one key on a chain: the highest locked one, else the nearest. */
const nearest = (at: string): Sql =>
  raw(`e.locked desc, case when e.locked then ${at}.place else -${at}.place end`);

/**
 * What a chain, or a stretch of one, says of a permission: the mode and value of the highest policy that is not
 * DELEGATED, and the nearest value.
 */
const ruling = (at: string): Sql =>
  raw(`(array_agg(p.mode order by ${at}.place) filter (where p.mode <> 'DELEGATED'))[1] as mode,
    (array_agg(p.tenant_id order by ${at}.place) filter (where p.mode <> 'DELEGATED'))[1] as ruled_by,
    (array_agg(p.value order by ${at}.place) filter (where p.mode <> 'DELEGATED'))[1] as ruled,
    (array_agg(p.value order by ${at}.place desc))[1] as nearest`);

/** What resolves from what rules above (`k`, one side of it) and what the stretch below adds (`i`). */
const permission = (side: "before" | "after"): Sql =>
  raw(`case when k.mode_${side} = 'LOCKED' then jsonb_build_object('value', k.ruled_${side}, 'mode', 'LOCKED')
    when k.mode_${side} is null and i.mode = 'LOCKED' then jsonb_build_object('value', i.ruled, 'mode', 'LOCKED')
    when coalesce(i.nearest, k.nearest_${side}) is not null then jsonb_build_object(
      'value', coalesce(i.nearest, k.nearest_${side}), 'mode', coalesce(k.mode_${side}, i.mode, 'DELEGATED')) end`);

/** The effective config value from what stands above (`k`), and the entry or definition below (`i`). */
const value = (side: "before" | "after"): Sql =>
  raw(`case when k.lock_${side} is not null then k.value_${side}
    else coalesce(i.value, k.value_${side}, case when i.defined then i.preset else k.preset_${side} end) end`);

const EXAMPLES = 20;
/**
 * Counts changes and shows the first. Tenants without settings of their own all change alike: `plain` holds that once
 * per key, `apart` the tenants for which it is to be worked out.
 */
const changes = (plain: string, apart: string): Sql =>
  raw(`json_build_object(
    'count', (select count(*) from ${apart} a where a.before is distinct from a.after) + (
      select coalesce(sum((select count(*) from moving) - coalesce(a.n, 0)), 0)
      from ${plain} p left join (select key, count(*) as n from ${apart} group by key) a on a.key = p.key),
    'examples', coalesce((
      select json_agg(json_build_object('tenant_id', x.id, 'name', x.name, 'key', x.key,
        'before', x.before, 'after', x.after, 'secret', x.secret) order by x.depth, x.id, x.key)
      from (
        (select m.id, m.name, m.depth, p.key, p.before, p.after, p.secret
         from (select m.*, a.keys from moving m
               left join (select id, array_agg(key) as keys from ${apart} group by id) a on a.id = m.id
               order by m.depth, m.id offset 0) m, ${plain} p
         where m.keys is null or p.key <> all(m.keys)
         order by m.depth, m.id, p.key limit ${EXAMPLES})
        union all
        (select m.id, m.name, m.depth, a.key, a.before, a.after, a.secret from ${apart} a join moving m on m.id = a.id
         where a.before is distinct from a.after order by m.depth, m.id, a.key limit ${EXAMPLES})
        order by 3, 1, 4 limit ${EXAMPLES}) x), '[]'))`);

/**
 * Weighs a move: everything below against the chain above today and the one above the new place. Only keys on which
 * these two differ can change, so only those are looked at below.
 */
export async function weighMove(
  db: Transaction,
  caller: Caller,
  id: string,
  parent_id: string | null,
): Promise<Weight> {
  const siblings = parent_id ? sql`x.parent_id = ${parent_id}::uuid` : sql`x.parent_id is null`;
  const rows = await db.query<Weight>(sql`
    with self as materialized (select * from stratum.tenants where id = ${id}::uuid),
    target as materialized (select * from stratum.tenants where id = ${parent_id}::uuid),
    facts as materialized (
      select coalesce((select max(d.depth) from stratum.tenants d where ${belowOnly("d", "self")}), s.depth) as deepest,
        coalesce(${parent_id}::uuid = s.id or exists (select from target g where ${below("g", "s")}), false) as cycle,
        exists (select from stratum.tenants x where ${siblings}
          and x.slug = s.slug and x.status <> 'archived' and x.id <> s.id) as taken
      from self s),
    go as materialized (
      select s.* from self s cross join facts f left join target g on true
      where not f.cycle and s.parent_id is distinct from ${parent_id}::uuid and ${seenFrom(caller.within, "s")}
        and (${parent_id}::uuid is null or ${seenFrom(caller.within, "g")})),
    moving as materialized (
      select t.id, t.name, t.depth, t.ancestry_path from go t
      union all
      select t.id, t.name, t.depth, t.ancestry_path from stratum.tenants t
      where ${belowOnly("t", "go")} and t.status <> 'archived'),
    steps as materialized (
      select m.id, c.id as at, c.place
      from go, moving m, unnest(stratum.chain(m.ancestry_path, m.id)) with ordinality as c (id, place) where c.place > go.depth),
    above as materialized (
      select false as later, c.id, c.place
      from go, unnest(stratum.ancestors(go.ancestry_path)) with ordinality as c (id, place)
      union all
      select true, c.id, c.place
      from go, target g, unnest(stratum.chain(g.ancestry_path, g.id)) with ordinality as c (id, place)),

    entries as materialized (
      select distinct on (a.later, e.key) a.later, e.key, ${comparable("e")} as value,
        case when e.locked then e.tenant_id end as lock
      from above a join stratum.config_entries e on e.tenant_id = a.id order by a.later, e.key, ${nearest("a")}),
    presets as materialized (
      select distinct on (a.later, d.key) a.later, d.key, ${preset} as preset, d.sensitive
      from above a join stratum.config_definitions d on d.tenant_id = a.id order by a.later, d.key, a.place desc),
    config_keys as materialized (
      select k.key, b.value as value_before, a.value as value_after, b.lock as lock_before, a.lock as lock_after,
        pb.preset as preset_before, pa.preset as preset_after,
        coalesce(pb.sensitive, false) or coalesce(pa.sensitive, false) as secret
      from (select key from entries union select key from presets) k
      left join entries b on b.key = k.key and not b.later left join entries a on a.key = k.key and a.later
      left join presets pb on pb.key = k.key and not pb.later left join presets pa on pa.key = k.key and pa.later
      where (b.value, b.lock, pb.preset) is distinct from (a.value, a.lock, pa.preset)),
    own_entries as materialized (
      select distinct on (s.id, e.key) s.id, e.key, ${comparable("e")} as value
      from config_keys k join stratum.config_entries e on e.key = k.key join steps s on s.at = e.tenant_id
      order by s.id, e.key, ${nearest("s")}),
    own_presets as materialized (
      select distinct on (s.id, d.key) s.id, d.key, ${preset} as preset, d.sensitive
      from config_keys k join stratum.config_definitions d on d.key = k.key join steps s on s.at = d.tenant_id
      order by s.id, d.key, s.place desc),
    own_config as materialized (
      select coalesce(e.id, d.id) as id, coalesce(e.key, d.key) as key, e.value, d.key is not null as defined, d.preset, d.sensitive
      from own_entries e full join own_presets d on d.id = e.id and d.key = e.key),
    config_plain as materialized (
      select * from (
        select k.key, k.secret, ${value("before")} as before, ${value("after")} as after
        from config_keys k cross join (select null::jsonb as value, false as defined, null::jsonb as preset) i) w
      where w.before is distinct from w.after),
    config_apart as materialized (
      select i.id, k.key, coalesce(i.sensitive, k.secret) as secret, ${value("before")} as before, ${value("after")} as after
      from own_config i join config_keys k on k.key = i.key),

    policies as materialized (
      select a.later, p.key, ${ruling("a")} from above a join stratum.permissions p on p.tenant_id = a.id group by a.later, p.key),
    policy_keys as materialized (
      select k.key collate "C" as key, b.mode as mode_before, b.ruled_by as ruled_by_before, b.ruled as ruled_before,
        b.nearest as nearest_before, a.mode as mode_after, a.ruled_by as ruled_by_after, a.ruled as ruled_after, a.nearest as nearest_after
      from (select distinct key from policies) k
      left join policies b on b.key = k.key and not b.later left join policies a on a.key = k.key and a.later
      where (b.mode, b.ruled_by, b.ruled, b.nearest) is distinct from (a.mode, a.ruled_by, a.ruled, a.nearest)),
    own_policies as materialized (
      select s.id, p.key, ${ruling("s")}
      from policy_keys k join stratum.permissions p on p.key = k.key join steps s on s.at = p.tenant_id group by s.id, p.key),
    policy_plain as materialized (
      select * from (
        select k.key, false as secret, ${permission("before")} as before, ${permission("after")} as after
        from policy_keys k cross join (select null::text as mode, null::jsonb as ruled, null::jsonb as nearest) i) w
      where w.before is distinct from w.after),
    policy_apart as materialized (
      select i.id, k.key, false as secret, ${permission("before")} as before, ${permission("after")} as after
      from own_policies i join policy_keys k on k.key = i.key),

    locks as materialized (
      select 'config' as feature, k.key, k.lock_after as source, (
          select count(*) from stratum.config_entries e join moving m on m.id = e.tenant_id
          where e.key = k.key and k.lock_before is null) as shadowed
      from config_keys k where k.lock_after is distinct from k.lock_before and k.lock_after is not null
      union all
      select 'permissions', k.key, k.ruled_by_after, (
          select count(*) from stratum.permissions p join moving m on m.id = p.tenant_id
          where p.key = k.key and k.mode_before is distinct from 'LOCKED')
      from policy_keys k where k.mode_after = 'LOCKED'
        and (k.mode_before is distinct from 'LOCKED' or k.ruled_by_before is distinct from k.ruled_by_after))

    select ${asJson("self")} as self, ${asJson("target")} as target, f.deepest, f.cycle, f.taken,
      (select count(*) from moving) as tenants,
      ${changes("config_plain", "config_apart")} as config,
      ${changes("policy_plain", "policy_apart")} as permissions,
      json_build_object('count', (select count(*) from locks), 'examples', coalesce((
        select json_agg(json_build_object('feature', l.feature, 'key', l.key, 'source_tenant_id', l.source, 'name', t.name,
          'shadowed', l.shadowed) order by l.feature, l.key)
        from (select * from locks o order by o.feature, o.key limit ${raw(String(EXAMPLES))}) l
        join stratum.tenants t on t.id = l.source), '[]')) as locks
    from (select 1) one left join self on true left join target on true left join facts f on true`);
  return rows[0] as Weight;
}
