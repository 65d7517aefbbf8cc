create table stratum.audit_log (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  -- Numbers are given before the commit. Whether a listing saw an entry is told by its transaction.
  xid xid8 not null default pg_current_xact_id(),
  -- What it tells of a tenant goes with the tenant. The entry of the purge stands under the parent.
  tenant_id uuid references stratum.tenants (id) on delete cascade,
  actor_type text not null,
  actor_id text not null,
  on_behalf_of text,
  action text not null,
  resource_type text not null,
  resource_id text not null,
  request_id text,
  source_ip text,
  before jsonb,
  after jsonb,
  created_at timestamptz not null default date_trunc('milliseconds', now())
);
create index audit_log_tenant on stratum.audit_log (tenant_id, seq desc);
create index audit_log_resource on stratum.audit_log (resource_type, resource_id, seq desc);
select stratum.protect('stratum.audit_log', 'ledger');

-- The outbox: one event per audit entry, without the values. Readers go by (xid, seq), and only as far as no
-- transaction runs that began earlier, so that a late commit is never passed over.
create table stratum.events (
  id uuid primary key,
  seq bigint generated always as identity unique,
  xid xid8 not null default pg_current_xact_id(),
  tenant_id uuid,
  -- Where the tenant stands after the change; null for the platform and for a tenant that is gone.
  ancestry_path text,
  -- The parent below which places changed, when a tenant left it.
  former_parent_id uuid,
  type text not null,
  resource_type text not null,
  resource_id text not null,
  occurred_at timestamptz not null
);
create index events_in_order on stratum.events (xid, seq);
select stratum.protect('stratum.events', 'ledger');

-- Adds the events of new audit entries, in their statement. A trigger, so that no write can forget it. Wakes listeners
-- at commit. What inherits down the tree is cached: for that the notification names the tops of the subtrees that
-- changed, ids with commas or `*` for everything, and a setting that ends with the transaction tells the writer.
create function stratum.keep_events() returns trigger
  language plpgsql as $$
declare
  touched text;
begin
  if not exists (select from new_rows) then
    return null;
  end if;
  with placed as materialized (
    select n.*, n.resource_type = 'tenants' and n.before is not null and (
      n.before -> 'parent_id' is distinct from n.after -> 'parent_id'
      or n.before -> 'sort_order' is distinct from n.after -> 'sort_order') as moved
    from new_rows n),
  made as (
    insert into stratum.events
      (id, tenant_id, ancestry_path, former_parent_id, type, resource_type, resource_id, occurred_at)
    select p.id, p.tenant_id, t.ancestry_path, case when p.moved then (p.before ->> 'parent_id')::uuid end,
      p.action, p.resource_type, p.resource_id, p.created_at
    from placed p left join stratum.tenants t on t.id = p.tenant_id
    order by p.seq)
  select case when count(*) > 100 or bool_or(p.moved and p.before ->> 'parent_id' is null) then '*'
    else string_agg(distinct m.id::text, ',') end
  into touched
  -- A move also changes the places of those that stay below the former parent; so does a purge, whose tenant is gone.
  from placed p, unnest(array[p.tenant_id, case when p.moved then (p.before ->> 'parent_id')::uuid end]) m (id)
  where (m.id is not null or p.moved) and p.resource_type in ('tenants', 'config', 'permissions');
  perform pg_notify('stratum_events', coalesce(touched, ''));
  if touched is not null then
    perform set_config('stratum.touched',
      concat_ws(',', nullif(current_setting('stratum.touched', true), ''), touched), true);
  end if;
  return null;
end
$$;
create trigger keep_events after insert on stratum.audit_log
  referencing new table as new_rows for each statement execute function stratum.keep_events();
