create table stratum.permissions (
  id uuid primary key,
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  key text collate "C" not null,
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

-- Policies over attributes. They inherit by name, under the same three modes.
create table stratum.abac_policies (
  id uuid primary key,
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  name text not null,
  effect text not null,
  actions text[] not null,
  resources text[] not null,
  conditions jsonb not null,
  mode text not null,
  created_at timestamptz not null default now(),
  constraint abac_policies_tenant_name unique (tenant_id, name),
  constraint abac_policies_name check (name ~ '^[A-Za-z0-9_.:-]{1,255}$'),
  constraint abac_policies_effect check (effect in ('allow', 'deny')),
  constraint abac_policies_mode check (mode in ('LOCKED', 'INHERITED', 'DELEGATED'))
);
select stratum.protect('stratum.abac_policies', 'rows');
select stratum.share('stratum.abac_policies', 'tenant_id');
