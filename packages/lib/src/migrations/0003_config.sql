-- Data keys of tenants, wrapped by the master key. A purge of the tenant takes them, and with them every secret.
create table stratum.tenant_keys (
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  version integer not null,
  wrapped_by text not null,
  wrapped text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);
select stratum.protect('stratum.tenant_keys', 'rows');

-- Keys are of collation C: a chain's thousand are sorted byte by byte at every read.
create table stratum.config_entries (
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  key text collate "C" not null,
  -- Either in clear, or sealed: { key_version, text, fingerprint }.
  value jsonb,
  sealed jsonb,
  locked boolean not null default false,
  version integer not null default 1,
  updated_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, key),
  constraint config_entries_key check (key ~ '^[A-Za-z0-9_.:-]{1,255}$' and key <> '__proto__'),
  constraint config_entries_value check (num_nonnulls(value, sealed) = 1)
);
create index config_entries_by_key on stratum.config_entries (key, tenant_id);
-- Locks are few, and every read of a chain asks for them.
create index config_entries_locked on stratum.config_entries (tenant_id, key) where locked;
select stratum.protect('stratum.config_entries', 'rows');
select stratum.share('stratum.config_entries', 'tenant_id');

-- Every version that an entry ever had; a deletion is a version without a value. Versions never start anew, so that
-- one names the same state for ever.
create table stratum.config_history (
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  key text collate "C" not null,
  version integer not null,
  value jsonb,
  sealed jsonb,
  locked boolean not null,
  actor_id text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key, version)
);
select stratum.protect('stratum.config_history', 'ledger');

-- What a key means in the subtree of a tenant; of several on a chain the nearest counts.
create table stratum.config_definitions (
  tenant_id uuid not null references stratum.tenants (id) on delete cascade,
  key text collate "C" not null,
  title text,
  description text,
  schema jsonb,
  default_value jsonb,
  sensitive boolean not null default false,
  category text,
  version integer not null default 1,
  updated_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, key),
  constraint config_definitions_secret check (not (sensitive and default_value is not null))
);
select stratum.protect('stratum.config_definitions', 'rows');

-- What an audit row says of an entry: its value, unless it is sealed or `hide` holds. Stable, as what it calls is: so
-- PostgreSQL writes it into the statements that use it.
create function stratum.entry_said(value jsonb, sealed jsonb, locked boolean, version integer, hide boolean) returns jsonb
  language sql stable parallel safe as $$
  select case when sealed is null and not hide then jsonb_build_object('locked', locked, 'version', version, 'value', value)
    else jsonb_build_object('locked', locked, 'version', version, 'masked', true, 'fingerprint', sealed ->> 'fingerprint') end
$$;

-- Sets the value of one entry, in clear or sealed. A function, for the reasons of `stratum.create_tenant`. `stale`: what
-- the caller has read before is no longer so. Otherwise a lock above or an unexpected version refuses: `version` is null
-- then, and `own` and `ancestry_path` are facts to explain it by. `minted` is the first data key of the tenant, to be
-- stored with the secret: version, who wrapped it, and the wrapped key.
create function stratum.set_entry(
  subject uuid, entry_key text, within uuid, new_value jsonb, new_sealed jsonb, expected integer, was_sealed boolean,
  defined text, minted text[], who text[],
  out version integer, out locked boolean, out stale boolean, out locked_by uuid, out locked_by_name text, out own jsonb,
  out ancestry_path text)
  language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  tree text;
  tenant record;
  mark text;
  old record;
  had boolean;
begin
  stale := true;
  select stratum.root_of(t.ancestry_path, t.id) into tree from stratum.tenants t where t.id = subject;
  if not found then
    return;
  end if;
  perform pg_advisory_xact_lock_shared(stratum.lock_key('config', tree || entry_key)),
    pg_advisory_xact_lock(stratum.lock_key('entry', subject::text || entry_key));
  select t.status, t.ancestry_path, stratum.chain(t.ancestry_path, t.id) as chain
  into tenant from stratum.tenants t where t.id = subject;
  if not found or tenant.status <> 'active' or stratum.root_of(tenant.ancestry_path, subject) <> tree
    or within <> all(tenant.chain) then
    return;
  end if;
  select d.tenant_id::text || ':' || d.xmin::text into mark
  from unnest(tenant.chain) with ordinality as c (id, place)
  join stratum.config_definitions d on d.tenant_id = c.id and d.key = entry_key
  order by c.place desc limit 1;
  select e.value, e.sealed, e.locked, e.version into old
  from stratum.config_entries e where e.tenant_id = subject and e.key = entry_key;
  had := found;
  if mark is distinct from defined or (case when had then old.sealed is not null end) is distinct from was_sealed then
    return;
  end if;
  select e.tenant_id, t.name into locked_by, locked_by_name
  from unnest(tenant.chain) with ordinality as c (id, place)
  join stratum.config_entries e on e.tenant_id = c.id and e.key = entry_key and e.locked
  join stratum.tenants t on t.id = c.id
  where c.id <> subject order by c.place limit 1;
  if found or expected <> coalesce(old.version, 0) then
    stale := false;
    ancestry_path := tenant.ancestry_path;
    own := case when had then to_jsonb(old) end;
    return;
  end if;
  if minted is not null then
    insert into stratum.tenant_keys (tenant_id, version, wrapped_by, wrapped)
    values (subject, minted[1]::integer, minted[2], minted[3]) on conflict do nothing;
    if not found then
      return;
    end if;
  end if;
  stale := false;
  locked := coalesce(old.locked, false);
  -- Versions go on after a deletion.
  select coalesce(max(h.version), 0) + 1 into version
  from stratum.config_history h where h.tenant_id = subject and h.key = entry_key;
  if had then
    update stratum.config_entries e
    set value = new_value, sealed = new_sealed, version = set_entry.version, updated_by = who[2], updated_at = now()
    where e.tenant_id = subject and e.key = entry_key;
  else
    insert into stratum.config_entries (tenant_id, key, value, sealed, locked, version, updated_by)
    values (subject, entry_key, new_value, new_sealed, set_entry.locked, set_entry.version, who[2]);
  end if;
  insert into stratum.config_history (tenant_id, key, version, value, sealed, locked, actor_id)
  values (subject, entry_key, set_entry.version, new_value, new_sealed, set_entry.locked, who[2]);
  insert into stratum.audit_log
    (tenant_id, actor_type, actor_id, on_behalf_of, action, resource_type, resource_id, request_id, source_ip, before, after)
  values (subject, who[1], who[2], who[3], 'config.set', 'config', entry_key, who[4], who[5],
    case when had then stratum.entry_said(old.value, old.sealed, old.locked, old.version, new_sealed is not null) end,
    stratum.entry_said(new_value, new_sealed, set_entry.locked, set_entry.version, false));
end
$$;
