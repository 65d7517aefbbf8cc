/**
 * Transaction: what every statement function takes. Database: opens transactions and runs single reads on the
 * caller's pool, always as a role that row-level security holds.
 */
import { BusyError, DatabaseUnavailableError, invalid } from "@stratum-hq/core";
import type { Pool, PoolClient } from "pg";
import { type Sql, sql, statementName } from "./sql.ts";
import { isRetryable, isUnavailable, isUnstorable } from "./sqlstate.ts";
import { typeParsers } from "./types.ts";

/** Runs statements on one connection inside one transaction. */
export interface Transaction {
  query<Row>(statement: Sql): Promise<Row[]>;
}

export interface Database extends Transaction {
  /** A single statement on its own; one round trip when the pool's role is safe. */
  query<Row>(statement: Sql): Promise<Row[]>;
  /**
   * Runs `fn` in one transaction and retries it, at most eleven times, when PostgreSQL asks for that (deadlock,
   * serialization). `fn` must touch nothing but the transaction.
   * @throws BusyError if the last attempt failed so too.
   */
  transaction<T>(fn: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Runs `fn` and retries it likewise, but each of its statements is a transaction of its own: as many round trips as
   * statements. One that writes selects from a function that locks and reads anew what it rests on. Where a role must
   * be taken on, all of `fn` is one transaction.
   * @throws BusyError if the last attempt failed so too.
   */
  steps<T>(fn: (tx: Transaction) => Promise<T>): Promise<T>;
}

export interface DatabaseOptions {
  pool: Pool;
  /**
   * Role to take on inside each transaction, when the pool's own role could bypass row-level security. Absent: the
   * pool's role serves as it is, and a single statement needs no transaction around it.
   */
  assume_role?: string;
  /**
   * Told after a commit what the transaction touched, as its setting `stratum.touched` says. It is read in the round
   * trip of the commit.
   */
  on_touched?: (touched: string) => void;
  /** Counts statements sent; for tests of round trips. */
  on_query?: (text: string) => void;
  /** Told of each statement as it is sent; what it gives back is told how the statement ended. For tracing. */
  trace_query?: (text: string) => (error?: unknown) => void;
}

/** Thrown inside a transaction to have it rolled back and run again. */
export class RetryTransaction extends Error {}
const MAX_ATTEMPTS = 12;

export function createDatabase({
  pool,
  assume_role,
  on_query,
  on_touched,
  trace_query,
}: DatabaseOptions): Database {
  if (assume_role !== undefined && !/^[a-z_]+$/.test(assume_role))
    throw new TypeError(`Bad role name: ${assume_role}`);
  // A write is one statement with many parts. Left alone, PostgreSQL plans some of them anew for each call, which was
  // measured to cost half as much again as the whole write; docs/adr/0003-guarded-writes.md.
  const settings = ["plan_cache_mode = force_generic_plan", ...(assume_role ? [`role ${assume_role}`] : [])];
  const begin = ["begin", ...settings.map((setting) => `set local ${setting}`)].join("; ");

  async function told<T>(text: string, send: () => Promise<T>): Promise<T> {
    on_query?.(text);
    if (!trace_query) return send();
    const ended = trace_query(text);
    try {
      const result = await send();
      ended();
      return result;
    } catch (error) {
      ended(error);
      throw error;
    }
  }

  async function run<Row>(target: Pool | PoolClient, statement: Sql): Promise<Row[]> {
    const { text, values } = statement.compile();
    const query = { name: statementName(text), text, values, types: typeParsers };
    const result = await told(text, () => target.query(query));
    return result.rows as Row[];
  }

  async function onClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    // A connection that breaks is told by its statement; without a listener it would end the process as well.
    const gone = (error: Error): void => {
      broken = error;
    };
    client.on("error", gone);
    try {
      return await work(client);
    } finally {
      client.off("error", gone);
      client.release(broken);
    }
  }

  const attempt = <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> =>
    onClient(async (client) => {
      try {
        await told(begin, () => client.query(begin));
        const result = await fn({ query: (statement) => run(client, statement) });
        const commit = on_touched
          ? "select current_setting('stratum.touched', true) as touched; commit"
          : "commit";
        const done: unknown = await told(commit, () => client.query(commit));
        // Of several statements pg gives a list of results.
        if (on_touched && Array.isArray(done)) on_touched(done[0].rows[0].touched ?? "");
        return result;
      } catch (error) {
        // A connection that cannot roll back is not given back to the pool.
        await client.query("rollback").catch((e: Error) => client.emit("error", e));
        throw error;
      }
    });

  async function retried<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (isUnavailable(error)) throw unavailable(error);
        if (isUnstorable(error)) throw unstorable(error);
        if (!(isRetryable(error) || error instanceof RetryTransaction)) throw error;
        if (tries >= MAX_ATTEMPTS) throw busy(error);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(10 * 2 ** tries, 250)));
      }
    }
  }

  const transaction = <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> => retried(() => attempt(fn));

  async function step<Row>(statement: Sql): Promise<Row[]> {
    // Not by the pool's own `query`: that throws a connection away whenever a statement is refused.
    if (!on_touched) return onClient((client) => run(client, statement));
    const beside = sql`select w.*, current_setting('stratum.touched', true) as touched from (${statement}) w`;
    const rows = await onClient((client) => run<Row & { touched: string | null }>(client, beside));
    return rows.map(({ touched, ...row }) => {
      on_touched(touched ?? "");
      return row as Row;
    });
  }

  return {
    transaction,
    steps: (fn) => (assume_role ? transaction(fn) : retried(() => fn({ query: step }))),
    query: async (statement) => {
      if (assume_role) return transaction((tx) => tx.query(statement));
      try {
        return await run(pool, statement);
      } catch (error) {
        if (isRetryable(error)) return transaction((tx) => tx.query(statement));
        throw isUnavailable(error) ? unavailable(error) : isUnstorable(error) ? unstorable(error) : error;
      }
    },
  };
}

const unavailable = (cause: unknown): DatabaseUnavailableError =>
  Object.assign(new DatabaseUnavailableError("The database does not answer. Try again in a moment."), {
    cause,
  });

const busy = (cause: unknown): BusyError =>
  Object.assign(
    new BusyError("Other writes are changing the same tenants. Nothing was written; try again."),
    {
      cause,
    },
  );

/** Schemas refuse what is malformed; this is for what is well-formed JSON and still no PostgreSQL value. */
const unstorable = (cause: unknown): Error => {
  const message =
    "holds a value that PostgreSQL cannot store: a NUL character, half a surrogate pair, or a number or time out of range";
  return Object.assign(invalid([{ path: "body", message }]), { cause });
};
