/** Starts that migrate: many processes at once, and one that ends half-way. */
import { hold, untilBlocked } from "@stratum-hq/testing";
import { emptyDatabase } from "@stratum-hq/testing/database";
import pg from "pg";
import { afterEach, expect, it, vi } from "vitest";
import { migrate } from "./migrate.ts";
import { Stratum } from "./stratum.ts";
import { type EngineProcess, startEngine } from "./test-process.ts";

const processes: EngineProcess[] = [];
afterEach(() => Promise.all(processes.splice(0).map((one) => one.kill())));

async function open(url: string, name: string): Promise<EngineProcess> {
  const engine = await startEngine({ url, name, autoMigrate: true });
  processes.push(engine);
  return engine;
}
const ledger = async (pool: pg.Pool): Promise<string[]> =>
  (await pool.query<{ name: string }>("select name from stratum.migrations order by name")).rows.map(
    (row) => row.name,
  );

it("of ten starts at once on an empty database, three of them processes, one migrates and all serve", async () => {
  const { pool, url } = await emptyDatabase();
  // Who makes something in the engine's schema writes down its name.
  await pool.query(`
    create table public.made (who text);
    create function public.note() returns event_trigger language plpgsql as $$
    begin
      insert into public.made select current_setting('application_name')
      from pg_event_trigger_ddl_commands() where schema_name = 'stratum' and object_type in ('table', 'function');
    end $$;
    create event trigger note on ddl_command_end execute function public.note()`);
  const apart = await Promise.all([1, 2, 3].map((i) => open(url, `process_${i}`)));
  const pools = Array.from(
    { length: 7 },
    (_, i) => new pg.Pool({ connectionString: url, max: 2, application_name: `pool_${i}` }),
  );
  const here = pools.map((own) => new Stratum({ pool: own, autoMigrate: true }));
  const all = [...apart, ...here];
  await Promise.all(all.map((one) => one.initialize()));
  const { rows } = await pool.query<{ who: string }>("select distinct who from public.made");
  expect(rows).toHaveLength(1);
  const made = await Promise.all(
    all.map((one, i) => one.createTenant({ name: `T${i}`, slug: `start_${i}` })),
  );
  for (const one of all)
    expect((await one.listRoots({ limit: 50 })).data.map((t) => t.id).sort()).toEqual(
      made.map((t) => t.id).sort(),
    );
  expect(await migrate({ pool })).toEqual([]);
  for (const own of pools) await own.end();
});

it("a start that is killed in the middle of a migration is finished by the next one", async () => {
  const GATE = 4_712;
  const { pool, url } = await emptyDatabase();
  await pool.query(`
    create function public.pass_gate() returns event_trigger language plpgsql as $$
    begin
      if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'stratum.config_history') then
        perform pg_advisory_xact_lock(${GATE});
      end if;
    end $$;
    create event trigger gate on ddl_command_end execute function public.pass_gate()`);
  const gate = await hold(pool, `select pg_advisory_xact_lock(${GATE})`);
  const first = await open(url, "first");
  const started = first.initialize().catch((error: { code: string }) => error.code);
  await untilBlocked(pool);
  await first.kill();
  expect(await started).toBe("GONE");
  expect(await ledger(pool)).toEqual(["0001_foundation.sql", "0002_tenants.sql"]);
  const second = await open(url, "second");
  const finished = second.initialize();
  // The second waits for the lock of the first, whose session does not know yet that its process is gone.
  await untilBlocked(pool, 2);
  await gate.commit();
  await finished;
  expect((await second.createTenant({ name: "T", slug: "t" })).slug).toBe("t");
  expect((await ledger(pool)).length).toBeGreaterThan(5);
  expect(await migrate({ pool })).toEqual([]);
});

it("a migration that fails leaves what was done before it, nothing of itself, and can be tried again", async () => {
  const { pool } = await emptyDatabase();
  await pool.query(`
    create function public.fail() returns event_trigger language plpgsql as $$
    begin
      if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'stratum.config_history') then
        raise exception 'disk full' using errcode = '53100';
      end if;
    end $$;
    create event trigger fail on ddl_command_end execute function public.fail()`);
  const stratum = new Stratum({ pool, autoMigrate: true });
  await expect(stratum.initialize()).rejects.toMatchObject({ code: "53100" });
  expect(await ledger(pool)).toEqual(["0001_foundation.sql", "0002_tenants.sql"]);
  const { rows } = await pool.query("select to_regclass('stratum.config_entries') as half");
  expect(rows).toEqual([{ half: null }]);
  await pool.query("drop event trigger fail");
  await stratum.initialize();
  expect((await stratum.createTenant({ name: "T", slug: "t" })).slug).toBe("t");
});

it("a connection that breaks in the middle is told as such, and nothing is left locked", async () => {
  const { pool, url } = await emptyDatabase();
  const own = new pg.Pool({ connectionString: url, max: 1 });
  own.on("error", () => undefined);
  await pool.query(`
    create function public.cut() returns event_trigger language plpgsql as $$
    begin
      perform pg_terminate_backend(pg_backend_pid())
      from pg_event_trigger_ddl_commands() where object_identity = 'stratum.config_history';
    end $$;
    create event trigger cut on ddl_command_end execute function public.cut()`);
  await expect(migrate({ pool: own })).rejects.toThrow(/terminat/);
  await pool.query("drop event trigger cut");
  await vi.waitFor(async () => expect((await migrate({ pool: own })).length).toBeGreaterThan(3));
  await own.end();
});
