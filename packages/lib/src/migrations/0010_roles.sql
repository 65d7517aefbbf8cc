-- Named sets of scopes. A role without tenant is the platform's, and can be held everywhere.
create table stratum.roles (
  id uuid primary key,
  tenant_id uuid references stratum.tenants (id) on delete cascade,
  name text not null,
  description text,
  scopes text[] not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint roles_tenant_name unique nulls not distinct (tenant_id, name)
);
select stratum.protect('stratum.roles', 'rows');

create table stratum.role_keys (
  role_id uuid not null references stratum.roles (id) on delete cascade,
  key_id uuid not null references stratum.api_keys (id) on delete cascade,
  primary key (key_id, role_id)
);
create index role_keys_role on stratum.role_keys (role_id);
select stratum.protect('stratum.role_keys', 'rows');

-- Whom a token speaks of, by its tenant: the same word in another tenant is somebody else.
create table stratum.role_principals (
  role_id uuid not null references stratum.roles (id) on delete cascade,
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  principal_id text not null,
  primary key (tenant_id, principal_id, role_id)
);
create index role_principals_role on stratum.role_principals (role_id);
select stratum.protect('stratum.role_principals', 'rows');
