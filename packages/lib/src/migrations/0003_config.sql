-- Data keys of tenants, wrapped by the master key. A purge of the tenant takes them, and with them every secret.
create table stratum.tenant_keys (
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  version integer not null,
  wrapped_by text not null,
  wrapped text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);
select stratum.protect('stratum.tenant_keys', 'rows');

-- Keys are of collation C: a chain's thousand are sorted byte by byte at every read.
create table stratum.config_entries (
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  key text collate "C" not null,
  -- Either in clear, or sealed: { key_version, text, fingerprint }.
  value jsonb,
  sealed jsonb,
  locked boolean not null default false,
  version integer not null default 1,
  updated_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, key),
  constraint config_entries_key check (key ~ '^[A-Za-z0-9_.:-]{1,255}$' and key <> '__proto__'),
  constraint config_entries_value check (num_nonnulls(value, sealed) = 1)
);
create index config_entries_by_key on stratum.config_entries (key, tenant_id);
-- Locks are few, and every read of a chain asks for them.
create index config_entries_locked on stratum.config_entries (tenant_id, key) where locked;
select stratum.protect('stratum.config_entries', 'rows');
select stratum.share('stratum.config_entries', 'tenant_id');

-- Every version that an entry ever had; a deletion is a version without a value. Versions never start anew, so that
-- one names the same state for ever.
create table stratum.config_history (
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  key text collate "C" not null,
  version integer not null,
  value jsonb,
  sealed jsonb,
  locked boolean not null,
  actor_id text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key, version)
);
select stratum.protect('stratum.config_history', 'ledger');

-- What a key means in the subtree of a tenant; of several on a chain the nearest counts.
create table stratum.config_definitions (
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  key text collate "C" not null,
  title text,
  description text,
  schema jsonb,
  default_value jsonb,
  sensitive boolean not null default false,
  category text,
  version integer not null default 1,
  updated_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, key),
  constraint config_definitions_secret check (not (sensitive and default_value is not null))
);
select stratum.protect('stratum.config_definitions', 'rows');
