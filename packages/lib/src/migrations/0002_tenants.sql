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
create index tenants_subtree on stratum.tenants (ancestry_path);
create index tenants_slug_path on stratum.tenants (ancestry_ltree);
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

-- Ids of the chain, root first, self last.
create function stratum.chain(ancestry_path text, id uuid) returns uuid[]
  language sql immutable parallel safe as
  $$ select case ancestry_path when '/' then array[id] else string_to_array(substr(ancestry_path, 2), '/')::uuid[] || id end $$;
