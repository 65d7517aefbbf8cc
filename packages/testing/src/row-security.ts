/** Whether row-level security holds, told by the catalog alone: no list of tables that somebody could forget to extend. */

interface Queryable {
  query(text: string): Promise<{ rows: { fault: string }[] }>;
}

/** Only the owner touches this one: it tells which migrations ran. */
const OWNERS_ONLY = "stratum.migrations";

/**
 * Everything that breaks row-level security in the schema `stratum`, in words; empty if it holds: each table enabled and
 * forced, exactly one policy for each role that was granted anything, none that a setting could turn off, no way around it
 * by a view, a function, an owner or an attribute.
 */
export async function brokenRowSecurity(db: Queryable): Promise<string[]> {
  const { rows } = await db.query(`
    with tables as (
      select c.oid, c.oid::regclass::text as name, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relacl
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'stratum' and c.relkind in ('r', 'p', 'f')),
    granted as (
      select distinct t.oid, t.name, a.grantee, coalesce(r.rolname, 'public') as role
      from tables t cross join lateral aclexplode(t.relacl) a left join pg_roles r on r.oid = a.grantee
      where a.grantee <> t.relowner),
    policies as (
      select t.oid, t.name, p.polname, p.polpermissive, role,
        concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as said
      from tables t join pg_policy p on p.polrelid = t.oid cross join unnest(p.polroles) role),
    serving as (
      select oid, rolname from pg_roles where rolname in ('stratum_control', 'stratum_app', 'stratum_migrator')),
    strong as (
      select oid, rolname, 'superuser' as as_what from pg_roles where rolsuper
      union all select oid, rolname, 'BYPASSRLS' from pg_roles where rolbypassrls
      union all select r.oid, r.rolname, 'owner of ' || t.name from tables t join pg_roles r on r.oid = t.relowner)

    select name || ': row-level security is not enabled' as fault from tables
    where not relrowsecurity and name <> '${OWNERS_ONLY}'
    union all select name || ': row-level security is not forced' from tables
    where not relforcerowsecurity and name <> '${OWNERS_ONLY}'
    union all select name || ': ' || role || ' may touch it' from granted
    where grantee = 0 or name = '${OWNERS_ONLY}'
    union all select g.name || ': ' || count(p.polname) || ' policies for ' || g.role || ' instead of one'
    from granted g left join policies p on p.oid = g.oid and p.role = g.grantee
    where g.grantee <> 0 and g.name <> '${OWNERS_ONLY}' group by g.name, g.role having count(p.polname) <> 1
    union all select p.name || ': policy ' || p.polname || ' is for everybody' from policies p where p.role = 0
    union all select p.name || ': policy ' || p.polname || ' is for a role that was granted nothing' from policies p
    where p.role <> 0 and not exists (select from granted g where g.oid = p.oid and g.grantee = p.role)
    union all select p.name || ': policy ' || p.polname || ' joins conditions by OR' from policies p
    where p.said ~* '\\mor\\M'
    union all select p.name || ': policy ' || p.polname || ' shows stratum_app more than the tenant that it names'
    from policies p join serving s on s.oid = p.role and s.rolname = 'stratum_app'
    where p.said !~ '^\\(\\w+ = \\(NULLIF\\(current_setting\\(''app\\.current_tenant_id''::text, true\\), ''''::text\\)\\)::uuid\\)$'
    union all select s.rolname || ' may become ' || strong.rolname || ', ' || strong.as_what
    from serving s join strong on pg_has_role(s.oid, strong.oid, 'member')
    union all select rolname || ' can log in' from pg_roles where rolcanlogin and oid in (select oid from serving)
    union all select f.oid::regprocedure || ': runs with the rights of its owner'
    from pg_proc f join pg_namespace n on n.oid = f.pronamespace where n.nspname = 'stratum' and f.prosecdef
    union all select v.oid::regclass || ': a view that reads with the rights of its owner'
    from pg_class v join pg_namespace n on n.oid = v.relnamespace
    where n.nspname = 'stratum' and (v.relkind = 'm'
      or v.relkind = 'v' and not coalesce(v.reloptions && array['security_invoker=true', 'security_invoker=on'], false))
    order by 1`);
  return rows.map((row) => row.fault);
}
