-- The ledger: only inserts. `granted_at` and `expires_at` are carried along, so that the last event of a subject and
-- purpose alone tells the current state.
create table stratum.consent_events (
  id uuid primary key,
  seq bigint generated always as identity unique,
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  subject_id text not null,
  purpose text not null,
  type text not null,
  lawful_basis text not null,
  channel text,
  actor text not null,
  granted_at timestamptz not null,
  expires_at timestamptz,
  occurred_at timestamptz not null,
  metadata jsonb not null default '{}',
  constraint consent_events_type check (type in ('granted', 'renewed', 'withdrawn'))
);
create index consent_events_latest on stratum.consent_events (tenant_id, subject_id, purpose, seq desc);
create index consent_events_recent on stratum.consent_events (tenant_id, seq desc);
select stratum.protect('stratum.consent_events', 'ledger');
select stratum.share('stratum.consent_events', 'tenant_id');
