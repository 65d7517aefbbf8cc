import type { Pool } from "pg";
import { explain } from "./failure.ts";
import { fromEnvironment, type TargetOptions, withPool } from "./target.ts";

/** One thing that was looked at. */
export interface Check {
  name: string;
  /** `note`: works, but worth knowing. */
  state: "ok" | "note" | "failed";
  /** What was found and, if it is wrong, what to do. */
  message: string;
}

const LEAST_NODE = [20, 19] as const;
const LEAST_SECRET_LENGTH = 32;

/** Looks at everything that Stratum needs to run. Never throws for what it finds. */
export async function examine(options: TargetOptions): Promise<Check[]> {
  const checks: Check[] = [node()];
  try {
    await withPool(options, async (pool, target) => {
      checks.push(...(await database(pool)));
      // The development mode has secrets of its own.
      if (target.given) checks.push(secret("STRATUM_KEY_SECRET"), secret("STRATUM_TOKEN_SECRET"));
    });
  } catch (error) {
    checks.push({ name: "database", state: "failed", message: explain(error).message });
  }
  return checks;
}

function node(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  const message = ok
    ? process.version
    : `${process.version} is too old; Stratum needs ${LEAST_NODE.join(".")} or newer.`;
  return { name: "node", state: ok ? "ok" : "failed", message };
}

function secret(name: string): Check {
  const length = fromEnvironment(name)?.length ?? 0;
  if (length >= LEAST_SECRET_LENGTH) return { name, state: "ok", message: "is set" };
  const found = length === 0 ? "is missing" : `has ${length} characters and needs ${LEAST_SECRET_LENGTH}`;
  return { name, state: "failed", message: `${found}. Make one with: openssl rand -base64 32` };
}

interface Facts {
  version: string;
  version_number: number;
  /** Extensions that the engine needs and the server lacks. */
  missing: string[];
  migrated: boolean;
  role: string;
  bypasses: boolean;
  serves: boolean | null;
}

async function database(pool: Pool): Promise<Check[]> {
  const { rows } = await pool.query<Facts>(
    `select current_setting('server_version') as version,
            current_setting('server_version_num')::int as version_number,
            array(select wanted from unnest(array['ltree', 'pg_trgm']) wanted
                  where wanted not in (select name from pg_available_extensions)) as missing,
            to_regclass('stratum.migrations') is not null as migrated,
            current_user as role,
            r.rolsuper or r.rolbypassrls as bypasses,
            (select pg_has_role(s.oid, 'member') from pg_roles s where s.rolname = 'stratum_control') as serves
     from pg_roles r where r.rolname = current_user`,
  );
  const found = rows[0];
  if (!found) return [];
  const check = (name: string, ok: boolean, good: string, bad: string): Check =>
    ok ? { name, state: "ok", message: good } : { name, state: "failed", message: bad };
  const { version, version_number, missing, migrated } = found;
  return [
    check(
      "postgresql",
      version_number >= 150_000,
      version,
      `${version} is too old; Stratum needs 15 or newer.`,
    ),
    check(
      "extensions",
      missing.length === 0,
      "ltree and pg_trgm are available",
      `lack ${missing.join(" and ")}. Install PostgreSQL's contrib package (Debian: postgresql-contrib).`,
    ),
    check("schema", migrated, await applied(pool, migrated), "is not there. Run: stratum migrate"),
    role(found),
  ];
}

async function applied(pool: Pool, migrated: boolean): Promise<string> {
  if (!migrated) return "";
  try {
    const { rows } = await pool.query<{ name: string }>(
      "select name from stratum.migrations order by name desc limit 1",
    );
    return `is at ${rows[0]?.name ?? "its start"}`;
  } catch {
    // A role that only serves may not read the ledger.
    return "is there";
  }
}

function role({ role: name, bypasses, serves, migrated }: Facts): Check {
  if (migrated && !serves) {
    return {
      name: "role",
      state: "failed",
      message: `${name} may not serve. Run: grant stratum_control to "${name}"`,
    };
  }
  if (bypasses) {
    const message = `${name} could bypass row-level security, so the engine takes on stratum_control. Better serve with a role that cannot.`;
    return { name: "role", state: "note", message };
  }
  return { name: "role", state: "ok", message: `${name} is held by row-level security` };
}
