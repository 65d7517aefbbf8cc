create table stratum.permissions (
  id uuid primary key,
  tenant_id uuid not null references stratum.tenants (id),
  key text not null,
  value jsonb not null,
  mode text not null,
  revocation_mode text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint permissions_tenant_key unique (tenant_id, key),
  constraint permissions_key check (key ~ '^[A-Za-z0-9_.:-]{1,255}$'),
  constraint permissions_mode check (mode in ('LOCKED', 'INHERITED', 'DELEGATED')),
  constraint permissions_revocation_mode check (revocation_mode in ('CASCADE', 'SOFT', 'PERMANENT'))
);
create index permissions_by_key on stratum.permissions (key, tenant_id);
select stratum.protect('stratum.permissions', 'rows');
select stratum.share('stratum.permissions', 'tenant_id');
