/** One PostgreSQL server for a run, and databases on it, each served as in production. */
import { Stratum } from "@stratum-hq/lib";
import { type PostgresServer, startPostgres } from "@stratum-hq/postgres";
import pg from "pg";

export interface BenchDatabase {
  /** Pool of the owner, for seeding. */
  owner: pg.Pool;
  /** Pool of a login that owns nothing: with it a read of the engine is a single statement. */
  serving: pg.Pool;
  /** The engine on the serving pool. */
  stratum: Stratum;
  close(): Promise<void>;
}

export interface BenchServer {
  /** A new database with the engine's tables in it. */
  database(name: string): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

const LOGIN = "bench";

/** Starts a throw-away server. It has the caches of a small production machine, and vacuums as one does. */
export async function startBench(): Promise<BenchServer> {
  const server = await startPostgres({
    flags: ["-c", "shared_buffers=1GB", "-c", "autovacuum=on", "-c", "max_wal_size=4GB", "-c", "jit=off"],
  });
  const admin = open(server, "postgres");
  return {
    async database(name) {
      await admin.query(`create database ${name}`);
      const owner = open(server, name);
      await new Stratum({ pool: owner, autoMigrate: true }).initialize();
      await owner.query(
        `do $$ begin create role ${LOGIN} login in role stratum_control password '${LOGIN}';
         exception when duplicate_object then null; end $$`,
      );
      const serving = open(server, name, LOGIN);
      const stratum = new Stratum({ pool: serving });
      await stratum.initialize();
      return {
        owner,
        serving,
        stratum,
        close: async () => {
          await stratum.close();
          await Promise.all([owner.end(), serving.end()]);
        },
      };
    },
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

/** A pool whose idle connections may be cut by the end of the server. */
function open(server: PostgresServer, database: string, login?: string): pg.Pool {
  const url = Object.assign(new URL(server.url), { pathname: `/${database}` });
  if (login) Object.assign(url, { username: login, password: login });
  return new pg.Pool({ connectionString: url.href, max: 16 }).on("error", () => undefined);
}
