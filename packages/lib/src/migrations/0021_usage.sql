-- How much of what was used: only inserts. A correction is a record of its own.
create table stratum.usage_records (
  id uuid primary key,
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  metric text not null,
  quantity numeric not null,
  occurred_at timestamptz not null,
  idempotency_key text,
  -- Who said so. These rows are their own log: see docs/usage.md.
  actor_type text not null,
  actor_id text not null,
  request_id text,
  created_at timestamptz not null default date_trunc('milliseconds', now())
);
create unique index usage_records_once on stratum.usage_records (tenant_id, metric, idempotency_key)
  where idempotency_key is not null;
create index usage_records_summed on stratum.usage_records (tenant_id, metric, occurred_at) include (quantity);
select stratum.protect('stratum.usage_records', 'ledger');
select stratum.share('stratum.usage_records', 'tenant_id');
