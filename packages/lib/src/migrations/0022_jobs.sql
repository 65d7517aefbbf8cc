-- What is done in the background: the queue and its log in one. docs/jobs.md.
create table stratum.jobs (
  id uuid primary key,
  kind text not null,
  -- No reference: a job outlives the tenant that it purges. Who may see it then is told by where the tenant stood.
  tenant_id uuid not null,
  ancestry_path text not null,
  input jsonb not null,
  -- In whose name, and how far it reaches.
  context jsonb not null,
  status text not null default 'queued',
  done integer not null default 0,
  total integer,
  result jsonb,
  error jsonb,
  tries integer not null default 0,
  -- End of a worker's lease, by which it proves that the job is still its own; what a dead one held is due again then.
  taken_until timestamptz,
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  started_at timestamptz,
  finished_at timestamptz
);
create index jobs_due on stratum.jobs (created_at) where finished_at is null;
create index jobs_tenant on stratum.jobs (tenant_id, id desc);
select stratum.protect('stratum.jobs', 'rows');
