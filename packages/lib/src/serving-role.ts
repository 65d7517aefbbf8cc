/** Makes sure at start that row-level security holds the role that serves. See `docs/adr/0002-serving-role.md`. */
import { DatabaseUnavailableError, IsolationViolationError } from "@stratum-hq/core";
import { isSqlState, isUnavailable, SQLSTATE } from "@stratum-hq/db-adapters";
import type { Pool, PoolClient } from "pg";

const SERVING_ROLE = "stratum_control";

interface RoleFacts {
  name: string;
  /** Any superuser, as a name to try. */
  superuser: string;
  /** Are the engine's tables there? */
  ready: boolean;
  /** May the login take on the serving role? */
  member: boolean;
  /** Has the role of the connection the rights of the serving role without taking it on? */
  inherits: boolean;
  /** Is the login, or the role that the connection took on, a role that may bypass, or a member of one? */
  bypasses: boolean;
  /** Is the serving role? Then nothing helps. */
  broken: boolean;
}

/**
 * Nothing if the pool's role is held by row-level security itself, else the role to take on.
 * @throws IsolationViolationError if the tables are missing, the login is no member of the serving role, or that role
 * could bypass; DatabaseUnavailableError
 */
export async function roleToAssume(pool: Pool): Promise<string | undefined> {
  const { name, ready, member, inherits, bypasses, broken } = await readFacts(pool);
  if (!ready) {
    throw new IsolationViolationError(
      "The engine's tables are not there. Run `stratum migrate`, or give { autoMigrate: true }.",
    );
  }
  if (!member) {
    throw new IsolationViolationError(
      `The role "${name}" is no member of ${SERVING_ROLE}. Run: grant ${SERVING_ROLE} to "${name}".`,
    );
  }
  if (broken) {
    throw new IsolationViolationError(
      `${SERVING_ROLE} could bypass row-level security: it must be neither superuser nor BYPASSRLS, own none of the engine's tables, and be a member of no role that does.`,
    );
  }
  return bypasses || !inherits ? SERVING_ROLE : undefined;
}

async function readFacts(pool: Pool): Promise<RoleFacts> {
  let client: PoolClient | undefined;
  try {
    client = await pool.connect();
    await client.query("begin");
    // Attributes are not inherited, but whoever is a member may take the role on: membership alone is enough.
    const { rows } = await client.query<RoleFacts>(
      `with strong as (
         select oid from pg_roles where rolsuper or rolbypassrls
         union select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'stratum'
         union select nspowner from pg_namespace where nspname = 'stratum')
       select current_user as name, (select rolname from pg_roles where rolsuper order by oid limit 1) as superuser,
         exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'stratum' and c.relname = 'tenants') as ready,
         coalesce((select pg_has_role(session_user, oid, 'member') from pg_roles where rolname = $1), false) as member,
         coalesce((select pg_has_role(current_user, oid, 'usage') from pg_roles where rolname = $1), false) as inherits,
         exists (select from strong s where pg_has_role(session_user, s.oid, 'member')
                 or pg_has_role(current_user, s.oid, 'member')) as bypasses,
         exists (select from strong s join pg_roles r on r.rolname = $1 where pg_has_role(r.oid, s.oid, 'member')) as broken`,
      [SERVING_ROLE],
    );
    const facts = rows[0] as RoleFacts;
    return { ...facts, bypasses: facts.bypasses || (await mayBecome(client, facts.superuser)) };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    throw Object.assign(
      new DatabaseUnavailableError(
        "The database does not answer: check DATABASE_URL and that PostgreSQL runs.",
      ),
      { cause: error },
    );
  } finally {
    await client?.query("rollback").catch(() => undefined);
    client?.release();
  }
}

/**
 * Whoever logged in as a superuser may become anybody again, whatever `set session authorization` made of it since; no
 * name tells that, so it is tried.
 */
async function mayBecome(client: PoolClient, superuser: string): Promise<boolean> {
  try {
    await client.query(`set local session authorization ${client.escapeIdentifier(superuser)}`);
    return true;
  } catch (error) {
    if (isSqlState(error, SQLSTATE.insufficient_privilege)) return false;
    throw error;
  }
}
