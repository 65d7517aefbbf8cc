-- Endpoints that are told of the events of a subtree; without a tenant, of all. Secrets are wrapped by the master key.
create table stratum.webhooks (
  id uuid primary key,
  tenant_id uuid references stratum.tenants (id) on delete cascade,
  url text not null,
  description text,
  events text[] not null,
  status text not null default 'active',
  disabled_reason text,
  failing_since timestamptz,
  last_success_at timestamptz,
  secret bytea not null,
  secret_wrapped_by text not null,
  old_secret bytea,
  old_secret_wrapped_by text,
  old_secret_until timestamptz,
  version integer not null default 1,
  -- It hears of what began after it was made.
  xid xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  updated_at timestamptz not null default date_trunc('milliseconds', now())
);
create index webhooks_tenant on stratum.webhooks (tenant_id);
select stratum.protect('stratum.webhooks', 'rows');

-- What is to be sent, is being sent and was sent: the queue and its log in one. docs/adr/0009-webhook-queue.md.
create table stratum.webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  webhook_id uuid not null references stratum.webhooks (id) on delete cascade,
  event_id uuid not null,
  event_type text not null,
  payload text not null,
  status text not null default 'pending',
  attempts jsonb not null default '[]',
  -- Attempts since it was made, or retried by hand: says how long to wait for the next.
  tries integer not null default 0,
  -- A worker that takes it puts this off until its lease ends: what a dead one held is due again then.
  next_attempt_at timestamptz default date_trunc('milliseconds', now()),
  -- End of that lease; by it the worker proves that the delivery is still its own.
  taken_until timestamptz,
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  delivered_at timestamptz,
  constraint webhook_deliveries_once unique (webhook_id, event_id)
);
create index webhook_deliveries_due on stratum.webhook_deliveries (webhook_id, next_attempt_at) where status = 'pending';
create index webhook_deliveries_taken on stratum.webhook_deliveries (webhook_id) where taken_until is not null;
create index webhook_deliveries_listed on stratum.webhook_deliveries (webhook_id, seq desc);
create index webhook_deliveries_failed on stratum.webhook_deliveries (seq desc) where status = 'failed';
create index webhook_deliveries_old on stratum.webhook_deliveries (created_at);
select stratum.protect('stratum.webhook_deliveries', 'rows');

-- How far the outbox has been turned into deliveries. One row; who holds its lock does the work.
create table stratum.webhook_position (
  only_row boolean primary key default true check (only_row),
  xid xid8 not null default '0',
  seq bigint not null default 0
);
insert into stratum.webhook_position default values;
select stratum.protect('stratum.webhook_position', 'rows');
