-- Roles, and the template by which every engine table is protected.
-- stratum_control serves the engine, stratum_app reads one tenant's rows, stratum_migrator may change the schema.
-- None of them can log in, own a table or bypass row-level security.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['stratum_control', 'stratum_app', 'stratum_migrator'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', wanted);
      exception when duplicate_object or unique_violation then
        null; -- another database of this server made it at the same moment
      end;
    end if;
    -- Whoever makes a role may grant it, but since PostgreSQL 16 is not itself granted its rights.
    if not pg_has_role(current_user, wanted, 'usage') then
      execute format('grant %I to current_user', wanted);
    end if;
  end loop;
end
$$;

create extension if not exists ltree;
create extension if not exists pg_trgm;

grant usage on schema stratum to stratum_control, stratum_app;

-- The template: row-level security, forced, with a policy for the serving role. `kind` is 'rows' for select, insert,
-- update and delete, 'ledger' for tables that only grow.
create function stratum.protect(target regclass, kind text) returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy control on %s to stratum_control using (true) with check (true)', target);
  execute format('revoke all on %s from public', target);
  execute format('grant select, insert on %s to stratum_control', target);
  if kind = 'rows' then
    execute format('grant update, delete on %s to stratum_control', target);
  elsif kind <> 'ledger' then
    raise exception 'unknown kind %', kind;
  end if;
end
$$;

-- The same for the application's role: it reads the rows of the tenant that its transaction names, and no others.
create function stratum.share(target regclass, tenant_column name) returns void
  language plpgsql as $$
begin
  execute format(
    'create policy app on %s for select to stratum_app '
    'using (%I = nullif(current_setting(''app.current_tenant_id'', true), '''')::uuid)', target, tenant_column);
  execute format('grant select on %s to stratum_app', target);
end
$$;

-- Keys of the advisory locks: one per tree, per sibling list, per config key of a tree.
create function stratum.lock_key(kind text, id text) returns bigint
  language sql immutable parallel safe as $$ select hashtextextended(kind || ':' || id, 0) $$;
