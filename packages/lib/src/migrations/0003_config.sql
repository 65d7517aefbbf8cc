create table stratum.config_entries (
  tenant_id uuid not null references stratum.tenants (id),
  key text not null,
  value jsonb not null,
  locked boolean not null default false,
  version integer not null default 1,
  updated_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, key),
  constraint config_entries_key check (key ~ '^[A-Za-z0-9_.:-]{1,255}$')
);
create index config_entries_by_key on stratum.config_entries (key, tenant_id);
select stratum.protect('stratum.config_entries', 'rows');
select stratum.share('stratum.config_entries', 'tenant_id');
