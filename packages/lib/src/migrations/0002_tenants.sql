create table stratum.tenants (
  id uuid primary key,
  parent_id uuid references stratum.tenants (id),
  -- "C": subtrees are read as a range of this path, byte by byte.
  ancestry_path text collate "C" not null,
  ancestry_ltree ltree not null,
  depth integer not null,
  name text not null,
  slug text not null,
  metadata jsonb not null default '{}',
  isolation_strategy text not null default 'SHARED_RLS',
  status text not null default 'active',
  region_id uuid,
  sort_order integer not null,
  version integer not null default 1,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tenants_name check (length(name) between 1 and 255),
  constraint tenants_slug check (slug ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint tenants_depth check (depth between 0 and 19),
  constraint tenants_status check (status in ('active', 'suspended', 'archived')),
  constraint tenants_isolation check (isolation_strategy in ('SHARED_RLS', 'SCHEMA_PER_TENANT', 'DB_PER_TENANT')),
  constraint tenants_root check ((parent_id is null) = (ancestry_path = '/')),
  -- Deferred: a move or reorder passes through states in which two siblings share a place.
  constraint tenants_sibling_order unique nulls not distinct (parent_id, sort_order) deferrable initially deferred
);
create unique index tenants_sibling_slug on stratum.tenants (parent_id, slug) nulls not distinct
  where status <> 'archived';
-- A subtree in the order of its pages, parents before children; docs/adr/0005-subtrees.md compares other layouts.
create index tenants_subtree on stratum.tenants (ancestry_path, id);
create index tenants_slug_path on stratum.tenants (ancestry_ltree);
create index tenants_by_slug on stratum.tenants (slug, id);
create index tenants_search on stratum.tenants using gin (name gin_trgm_ops, slug gin_trgm_ops);
select stratum.protect('stratum.tenants', 'rows');
select stratum.share('stratum.tenants', 'id');

-- What stands in the path of everything below a tenant: the prefix of its subtree.
create function stratum.child_path(ancestry_path text, id uuid) returns text
  language sql immutable parallel safe as
  $$ select case ancestry_path when '/' then '' else ancestry_path end || '/' || id::text $$;

-- The tree that a tenant belongs to, by the id of its root.
create function stratum.root_of(ancestry_path text, id uuid) returns text
  language sql immutable parallel safe as
  $$ select case ancestry_path when '/' then id::text else split_part(ancestry_path, '/', 2) end $$;

-- Ids of the ancestors, root first.
create function stratum.ancestors(ancestry_path text) returns uuid[]
  language sql immutable parallel safe as
  $$ select string_to_array(nullif(substr(ancestry_path, 2), ''), '/')::uuid[] $$;

-- Ids of the chain, root first, self last.
create function stratum.chain(ancestry_path text, id uuid) returns uuid[]
  language sql immutable parallel safe as
  $$ select case ancestry_path when '/' then array[id] else string_to_array(substr(ancestry_path, 2), '/')::uuid[] || id end $$;

-- Sizes of subtrees, so that nobody counts a tree to draw it. A writer only adds rows, which is why writers below one
-- root do not wait for each other; the sum of a tenant's rows is exact in every snapshot.
create table stratum.tenant_sizes (
  tenant_id uuid not null,
  children integer not null,
  descendants integer not null
);
create index tenant_sizes_of on stratum.tenant_sizes (tenant_id) include (children, descendants);
select stratum.protect('stratum.tenant_sizes', 'rows');

-- Makes one row of many. What another writer is folding right now is left to it.
create function stratum.fold_sizes(ids uuid[]) returns void
  language sql as $$
  with gone as (
    delete from stratum.tenant_sizes where ctid = any(array(
      select ctid from stratum.tenant_sizes where tenant_id = any(ids) for update skip locked))
    returning *)
  insert into stratum.tenant_sizes
  select tenant_id, sum(children), sum(descendants) from gone group by tenant_id
$$;

-- What a change of tenants adds to the sizes above: a tenant that is not archived counts, and one that moves takes
-- along what it has below. A trigger, so that no write can forget it.
create function stratum.keep_sizes() returns trigger
  language plpgsql as $$
declare
  touched uuid[];
begin
  if tg_op = 'DELETE' then
    with added as (
      insert into stratum.tenant_sizes
      select a, -count(*) filter (where a = o.parent_id), -count(*)
      from old_rows o, unnest(stratum.ancestors(o.ancestry_path)) a where o.status <> 'archived' group by a
      returning tenant_id)
    select array_agg(tenant_id) into touched from added;
    delete from stratum.tenant_sizes where tenant_id in (select id from old_rows);
  elsif tg_op = 'INSERT' then
    with added as (
      insert into stratum.tenant_sizes
      select a, count(*) filter (where a = n.parent_id), count(*)
      from new_rows n, unnest(stratum.ancestors(n.ancestry_path)) a where n.status <> 'archived' group by a
      returning tenant_id)
    select array_agg(tenant_id) into touched from added;
  else
    with changed as materialized (
      select o.ancestry_path as old_path, n.ancestry_path as new_path, o.parent_id as old_parent, n.parent_id as new_parent,
        (o.status <> 'archived')::int as old_live, (n.status <> 'archived')::int as new_live,
        case when o.parent_id is distinct from n.parent_id then (
          select coalesce(sum(z.descendants), 0) from stratum.tenant_sizes z where z.tenant_id = n.id) else 0 end as below
      from old_rows o join new_rows n on n.id = o.id
      where o.parent_id is distinct from n.parent_id or (o.status = 'archived') <> (n.status = 'archived')),
    added as (
      insert into stratum.tenant_sizes
      select a, sum(children), sum(descendants) from (
        select a, case when a = old_parent then -old_live else 0 end as children, -old_live - below as descendants
        from changed, unnest(stratum.ancestors(old_path)) a
        union all
        select a, case when a = new_parent then new_live else 0 end, new_live + below
        from changed, unnest(stratum.ancestors(new_path)) a) steps
      group by a having sum(children) <> 0 or sum(descendants) <> 0
      returning tenant_id)
    select array_agg(tenant_id) into touched from added;
  end if;
  if touched is not null and random() < 0.05 then
    perform stratum.fold_sizes(touched);
  end if;
  return null;
end
$$;

create trigger sizes_of_new after insert on stratum.tenants
  referencing new table as new_rows for each statement execute function stratum.keep_sizes();
create trigger sizes_of_changed after update on stratum.tenants
  referencing old table as old_rows new table as new_rows for each statement execute function stratum.keep_sizes();
create trigger sizes_of_gone after delete on stratum.tenants
  referencing old table as old_rows for each statement execute function stratum.keep_sizes();

-- Creates a tenant below an active parent that has room and stands in the view that begins at `within`, or a root. A
-- null row if that is not so. A function, since its small statements keep their plans and take one trip: locks first,
-- then what is read under them. `who` is type, id, on behalf of, request and address of the actor.
create function stratum.create_tenant(
  new_id uuid, below uuid, within uuid, new_name text, new_slug text, new_metadata jsonb, isolation text, who text[])
  returns stratum.tenants
  language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  tree text;
  parent record;
  made stratum.tenants;
begin
  if below is not null then
    select stratum.root_of(t.ancestry_path, t.id) into tree from stratum.tenants t where t.id = below;
    if not found then
      return null;
    end if;
    perform pg_advisory_xact_lock_shared(stratum.lock_key('tree', tree));
  end if;
  perform pg_advisory_xact_lock(stratum.lock_key('siblings', coalesce(below::text, 'roots')));
  if below is null then
    insert into stratum.tenants
      (id, ancestry_path, ancestry_ltree, depth, name, slug, metadata, isolation_strategy, sort_order)
    values (new_id, '/', new_slug::ltree, 0, new_name, new_slug, new_metadata, coalesce(isolation, 'SHARED_RLS'),
      (select coalesce(max(s.sort_order) + 1, 0) from stratum.tenants s where s.parent_id is null))
    returning * into made;
  else
    select t.ancestry_path, t.ancestry_ltree, t.depth, t.status, t.isolation_strategy, t.region_id into parent
    from stratum.tenants t where t.id = below;
    if not found or parent.status <> 'active' or parent.depth >= 19
      or stratum.root_of(parent.ancestry_path, below) <> tree
      or within <> all(stratum.chain(parent.ancestry_path, below)) then
      return null;
    end if;
    insert into stratum.tenants
      (id, parent_id, ancestry_path, ancestry_ltree, depth, name, slug, metadata, isolation_strategy, region_id, sort_order)
    values (new_id, below, stratum.child_path(parent.ancestry_path, below), parent.ancestry_ltree || new_slug,
      parent.depth + 1, new_name, new_slug, new_metadata, coalesce(isolation, parent.isolation_strategy), parent.region_id,
      (select coalesce(max(s.sort_order) + 1, 0) from stratum.tenants s where s.parent_id = below))
    returning * into made;
  end if;
  insert into stratum.audit_log
    (tenant_id, actor_type, actor_id, on_behalf_of, action, resource_type, resource_id, request_id, source_ip, after)
  values (new_id, who[1], who[2], who[3], 'tenants.created', 'tenants', new_id::text, who[4], who[5],
    jsonb_build_object('parent_id', made.parent_id, 'name', made.name, 'slug', made.slug, 'status', made.status,
      'metadata', made.metadata, 'isolation_strategy', made.isolation_strategy, 'sort_order', made.sort_order,
      'version', made.version));
  return made;
end
$$;

-- Waits for writes that refer to a tenant, or with `cascade` to any below it, and keeps off those that come.
create function stratum.fence_tenants(top uuid, cascade boolean) returns void
  language plpgsql as $$
declare
  prefix text;
begin
  select stratum.child_path(t.ancestry_path, t.id) into prefix from stratum.tenants t where t.id = top;
  perform from stratum.tenants t
  where t.id = top or (cascade and t.ancestry_path >= prefix and t.ancestry_path < prefix || '0')
  order by t.id for update;
end
$$;
