/** Row-level security of the engine's own tables, read from the catalog; and that the reading finds what is broken. */
import { brokenRowSecurity } from "@stratum-hq/testing";
import { anotherDatabase } from "@stratum-hq/testing/database";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";

let pool: pg.Pool;
beforeAll(async () => {
  ({ pool } = await anotherDatabase());
});

it("every table of the engine is enabled, forced, and has one policy for each role that may touch it", async () => {
  expect(await brokenRowSecurity(pool)).toEqual([]);
});

describe("the reading of the catalog finds", () => {
  it.each([
    [
      "a table that was not protected",
      "create table stratum.planted (id uuid)",
      [
        "stratum.planted: row-level security is not enabled",
        "stratum.planted: row-level security is not forced",
      ],
    ],
    [
      "a table that is granted without a policy",
      "create table stratum.planted (id uuid); select stratum.protect('stratum.planted', 'rows'); drop policy control on stratum.planted",
      ["stratum.planted: 0 policies for stratum_control instead of one"],
    ],
    [
      "a table that its owner is not held by",
      "alter table stratum.tenants no force row level security",
      ["stratum.tenants: row-level security is not forced"],
    ],
    [
      "a second policy, of which one would be enough",
      "create policy more on stratum.permissions to stratum_control using (true)",
      ["stratum.permissions: 2 policies for stratum_control instead of one"],
    ],
    [
      "a policy that a setting turns off",
      "drop policy app on stratum.permissions; create policy app on stratum.permissions for select to stratum_app using (tenant_id = nullif(current_setting('app.current_tenant_id', true), '')::uuid or current_setting('app.all', true) = 'on')",
      [
        "stratum.permissions: policy app joins conditions by OR",
        "stratum.permissions: policy app shows stratum_app more than the tenant that it names",
      ],
    ],
    [
      "a policy for everybody",
      "create policy everybody on stratum.api_keys using (true)",
      ["stratum.api_keys: policy everybody is for everybody"],
    ],
    [
      "a policy ahead of its grant",
      "create policy app on stratum.api_keys to stratum_app using (tenant_id = nullif(current_setting('app.current_tenant_id', true), '')::uuid)",
      ["stratum.api_keys: policy app is for a role that was granted nothing"],
    ],
    [
      "a grant to everybody",
      "grant select on stratum.audit_log to public",
      ["stratum.audit_log: public may touch it"],
    ],
    [
      "a grant on what only the owner needs",
      "grant select on stratum.migrations to stratum_control",
      ["stratum.migrations: stratum_control may touch it"],
    ],
    [
      "a role that bypasses",
      "alter role stratum_app bypassrls",
      ["stratum_app may become stratum_app, BYPASSRLS"],
    ],
    ["a role that can log in", "alter role stratum_migrator login", ["stratum_migrator can log in"]],
    [
      "a function with the rights of its owner",
      "create function stratum.planted() returns int language sql security definer as 'select 1'",
      ["stratum.planted(): runs with the rights of its owner"],
    ],
    [
      "a view with the rights of its owner",
      "create view stratum.planted as select id from stratum.tenants",
      ["stratum.planted: a view that reads with the rights of its owner"],
    ],
  ])("%s", async (_, plant, faults) => {
    const client = await pool.connect();
    try {
      // Taken back at the end: roles belong to the whole server.
      await client.query("begin");
      await client.query(plant);
      expect(await brokenRowSecurity(client)).toEqual(faults);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  it("a role that owns a table, or may become its owner", async () => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query(
        "create role stratum_planted; alter table stratum.events owner to stratum_planted; grant stratum_planted to stratum_app",
      );
      expect(await brokenRowSecurity(client)).toEqual([
        "stratum_app may become stratum_planted, owner of stratum.events",
      ]);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});
