-- Keys are stored as HMAC-SHA-256 of their text; the application's role never sees this table.
create table stratum.api_keys (
  id uuid primary key,
  tenant_id uuid references stratum.tenants (id) on delete cascade,
  name text not null,
  scopes text[] not null,
  key_hash bytea not null,
  environment text not null,
  hint text not null,
  -- Requests a minute; null takes the server's default.
  rate_limit integer,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  -- The key that it was rotated to. No reference: both go with their tenant.
  replaced_by uuid,
  constraint api_keys_hash unique (key_hash)
);
create index api_keys_tenant on stratum.api_keys (tenant_id);
select stratum.protect('stratum.api_keys', 'rows');
