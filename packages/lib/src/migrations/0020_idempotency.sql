-- What a caller asked for under an Idempotency-Key, and what it was answered, kept for a day.
create table stratum.idempotency_keys (
  -- Whose key it is: two callers may use the same text.
  owner text not null,
  key text not null,
  -- Of the request: the same key with another one is a mistake of the caller's.
  fingerprint bytea not null,
  -- An answer about a tenant goes with the tenant.
  tenant_id uuid references stratum.tenants (id) on delete cascade,
  attempt uuid not null,
  request_id text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  -- Encrypted. Null on a finished one: the answer is not kept.
  answer bytea,
  primary key (owner, key)
);
create index idempotency_keys_started on stratum.idempotency_keys (started_at);
create index idempotency_keys_tenant on stratum.idempotency_keys (tenant_id);
select stratum.protect('stratum.idempotency_keys', 'rows');
