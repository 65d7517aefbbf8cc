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

-- What an entry says, all of its columns, as one digest.
create function stratum.audit_digest(e stratum.audit_log) returns bytea
  language sql stable parallel safe as $$
  select sha256(convert_to(jsonb_build_array(e.id, e.seq, e.xid, e.tenant_id, e.actor_type, e.actor_id, e.on_behalf_of,
    e.action, e.resource_type, e.resource_id, e.request_id, e.source_ip, e.before, e.after,
    extract(epoch from e.created_at))::text, 'UTF8'))
$$;

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
  occurred_at timestamptz not null,
  -- Of the entry, as it was written.
  digest bytea not null,
  -- What of the change is inherited down the tree, and so kept in caches: ids of the tops of the subtrees that changed,
  -- with commas between, or `*` for everything.
  touched text
);
create index events_in_order on stratum.events (xid, seq);
select stratum.protect('stratum.events', 'ledger');

-- Adds the events of new audit entries, in their statement. A trigger, so that no write can forget it. A setting that
-- ends with the transaction tells the writer what it touched, `-` if nothing of it is inherited. Nobody is notified: that
-- would let one commit at a time pass. Who wants to hear of events looks for them; docs/adr/0011-hearing.md.
create function stratum.keep_events() returns trigger
  language plpgsql as $$
declare
  tops text;
begin
  if not exists (select from new_rows) then
    return null;
  end if;
  with placed as (
    select n.*, stratum.audit_digest(row(n.*)::stratum.audit_log) as digest,
      n.resource_type = 'tenants' and n.before is not null and (
        n.before -> 'parent_id' is distinct from n.after -> 'parent_id'
        or n.before -> 'sort_order' is distinct from n.after -> 'sort_order') as moved,
      case when n.resource_type = 'tenants' then (n.before ->> 'parent_id')::uuid end as former
    from new_rows n),
  made as (
    insert into stratum.events
      (id, tenant_id, ancestry_path, former_parent_id, type, resource_type, resource_id, occurred_at, digest, touched)
    select p.id, p.tenant_id, t.ancestry_path, case when p.moved then p.former end, p.action, p.resource_type,
      p.resource_id, p.created_at, p.digest,
      case when p.moved and p.former is null then '*'
        -- A move also changes the places of those that stay below the former parent; so does a purge, whose tenant is gone.
        when p.moved then concat_ws(',', p.tenant_id, p.former)
        when p.resource_type in ('tenants', 'config', 'permissions') then p.tenant_id::text end
    from placed p left join stratum.tenants t on t.id = p.tenant_id
    order by p.seq
    returning touched)
  select case when count(m.touched) > 100 then '*' else coalesce(string_agg(m.touched, ','), '-') end
  into tops from made m;
  perform set_config('stratum.touched',
    concat_ws(',', nullif(current_setting('stratum.touched', true), ''), tops), true);
  return null;
end
$$;
create trigger keep_events after insert on stratum.audit_log
  referencing new table as new_rows for each statement execute function stratum.keep_events();

-- The chain of a tenant's entries, and of the platform's: each link holds the digest of its entry and a hash over that
-- and the hash before. Writers only leave the digest; links are made of what has committed, so that no writer waits for
-- another. See docs/adr/0008-audit-chain.md.
create table stratum.audit_links (
  tenant_id uuid references stratum.tenants (id) on delete cascade,
  n bigint not null,
  entry_id uuid not null,
  digest bytea not null,
  hash bytea not null,
  constraint audit_links_place unique nulls not distinct (tenant_id, n)
);
select stratum.protect('stratum.audit_links', 'ledger');

-- Where each chain ends: kept apart, so that a chain cut short is found.
create table stratum.audit_heads (
  tenant_id uuid references stratum.tenants (id) on delete cascade,
  n bigint not null,
  hash bytea not null,
  constraint audit_heads_tenant unique nulls not distinct (tenant_id)
);
select stratum.protect('stratum.audit_heads', 'rows');

-- How far, in the order of the outbox, entries have their links.
create table stratum.audit_sealed (
  only_one boolean primary key default true check (only_one),
  xid xid8 not null,
  seq bigint not null
);
select stratum.protect('stratum.audit_sealed', 'rows');

-- What stands before the first link of a chain.
create function stratum.audit_seed(tenant_id uuid) returns bytea
  language sql immutable parallel safe as
  $$ select sha256(convert_to(coalesce(tenant_id::text, 'platform'), 'UTF8')) $$;

-- Adds the links of the next entries, of `most` at most, and gives how many it looked at. Goes only as far as no
-- transaction runs that began earlier. If another session is at it: waits for that, or with `wait` false leaves it to it.
create function stratum.seal_audit(most integer, wait boolean) returns integer
  language plpgsql as $$
#variable_conflict use_column
declare
  sealing constant bigint := stratum.lock_key('audit', 'seal');
  horizon xid8;
  since record;
  until record;
  e record;
  link stratum.audit_links;
  links stratum.audit_links[];
begin
  if wait then
    perform pg_advisory_xact_lock(sealing);
  elsif not pg_try_advisory_xact_lock(sealing) then
    return 0;
  end if;
  horizon := pg_snapshot_xmin(pg_current_snapshot());
  select coalesce(max(s.xid), '0') as xid, coalesce(max(s.seq), 0) as seq into since from stratum.audit_sealed s;
  select v.xid, v.seq, v.place into until from (
    select v.xid, v.seq, row_number() over (order by v.xid, v.seq) as place from stratum.events v
    where (v.xid, v.seq) > (since.xid, since.seq) and v.xid < horizon order by v.xid, v.seq limit most) v
  order by v.place desc limit 1;
  if not found then
    return 0;
  end if;
  -- A purge under way is waited for: the chain of what it takes goes with it.
  perform from stratum.tenants t
  where t.id in (
    select v.tenant_id from stratum.events v
    where (v.xid, v.seq) > (since.xid, since.seq) and (v.xid, v.seq) <= (until.xid, until.seq))
  order by t.id for key share;
  for e in
    select v.id, v.tenant_id, v.digest from stratum.events v
    where (v.xid, v.seq) > (since.xid, since.seq) and (v.xid, v.seq) <= (until.xid, until.seq)
      and (v.tenant_id is null or exists (select from stratum.tenants t where t.id = v.tenant_id))
    order by v.tenant_id, v.xid, v.seq
  loop
    if links is null or e.tenant_id is distinct from link.tenant_id then
      select h.n, h.hash into link.n, link.hash from stratum.audit_heads h
      where h.tenant_id = e.tenant_id or (e.tenant_id is null and h.tenant_id is null);
      if not found then
        link.n := 0;
        link.hash := stratum.audit_seed(e.tenant_id);
      end if;
    end if;
    link := row(e.tenant_id, link.n + 1, e.id, e.digest, sha256(link.hash || e.digest));
    links := links || link;
  end loop;
  insert into stratum.audit_links select l.* from unnest(links) l;
  insert into stratum.audit_heads (tenant_id, n, hash)
  select distinct on (l.tenant_id) l.tenant_id, l.n, l.hash from unnest(links) l order by l.tenant_id, l.n desc
  on conflict (tenant_id) do update set n = excluded.n, hash = excluded.hash;
  insert into stratum.audit_sealed (xid, seq) values (until.xid, until.seq)
  on conflict (only_one) do update set xid = excluded.xid, seq = excluded.seq;
  return until.place;
end
$$;
