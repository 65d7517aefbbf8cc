import { BusyError } from "@stratum-hq/core";
import { barrier } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import { expect, it } from "vitest";
import { createDatabase, RetryTransaction, type Transaction } from "./database.ts";
import { raw, sql } from "./sql.ts";

const open = async () => {
  const { pool } = await testDatabase();
  return createDatabase({ pool });
};

it("a deadlock is run again inside, so that both sides succeed", async () => {
  const db = await open();
  const meet = barrier(2);
  const lock = (tx: Transaction, key: number) => tx.query(sql`select pg_advisory_xact_lock(${key}::bigint)`);
  let attempts = 0;
  const crossing = (first: number, second: number) => {
    let met = false;
    return db.transaction(async (tx) => {
      attempts += 1;
      await lock(tx, first);
      if (!met) {
        met = true;
        await meet();
      }
      await lock(tx, second);
      return first;
    });
  };
  expect(await Promise.all([crossing(1, 2), crossing(2, 1)])).toEqual([1, 2]);
  expect(attempts).toBe(3);
});

it.each([
  ["a deadlock of PostgreSQL", "40P01"],
  ["a serialization failure", "40001"],
])("%s that stays after twelve attempts is BUSY, never what PostgreSQL said", async (_, state) => {
  const db = await open();
  let attempts = 0;
  const failing = db.transaction((tx) => {
    attempts += 1;
    return tx.query(raw(`do $$ begin raise exception 'inside' using errcode = '${state}'; end $$`));
  });
  const error = await failing.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BusyError);
  expect(error).toMatchObject({ code: "BUSY", status: 503, message: expect.not.stringContaining("inside") });
  expect(attempts).toBe(12);
});

it("a rule that asks for another run for ever ends as BUSY too, and nothing is written", async () => {
  const db = await open();
  await db.query(sql`create table kept (n int)`);
  const asking = db.transaction(async (tx) => {
    await tx.query(sql`insert into kept values (1)`);
    throw new RetryTransaction();
  });
  await expect(asking).rejects.toBeInstanceOf(BusyError);
  expect(await db.query(sql`select n from kept`)).toEqual([]);
});

it("a connection that breaks inside a transaction is DATABASE_UNAVAILABLE, and does not end the process", async () => {
  const db = await open();
  const cut = db.transaction((tx) => tx.query(sql`select pg_terminate_backend(pg_backend_pid())`));
  await expect(cut).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE", status: 503 });
  expect(await db.query(sql`select 1 as one`)).toEqual([{ one: 1 }]);
});
