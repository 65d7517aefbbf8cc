import { JobNotFoundError, TenantNotFoundError } from "@stratum-hq/core";
import { newTenant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { afterEach, beforeAll, expect, test } from "vitest";
import { Stratum } from "../stratum.ts";
import { startEngine } from "../test-process.ts";
import type { JobWorker } from "./index.ts";

let stratum: Stratum;
let owner: Pool;
let url: string;
beforeAll(async () => {
  const database = await testDatabase();
  [owner, url] = [database.pool, database.app_url];
  stratum = new Stratum({
    pool: database.app_pool,
    key_secret: "a secret of the tests, of 32 characters or more",
    token_secret: "another secret of the tests, of 32 characters",
  });
  await stratum.initialize();
});

const workers: JobWorker[] = [];
const errors: unknown[] = [];
const work = (lease_seconds = 30): JobWorker => {
  const worker = stratum.startJobs({ lease_seconds, on_error: (error) => errors.push(error) });
  workers.push(worker);
  return worker;
};
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  expect(errors.splice(0)).toEqual([]);
});

const plant = async (parent_id: string | null = null): Promise<string> =>
  (await stratum.createTenant(newTenant({ parent_id }))).id;
const plantMany = async (parent_id: string, count: number): Promise<void> =>
  void (await stratum.batchCreateTenants(Array.from({ length: count }, () => newTenant({ parent_id }))));
const over = (id: string) =>
  expect.poll(async () => (await stratum.getJob(id)).finished_at, { timeout: 15_000 }).not.toBeNull();
const stored = async (id: string) =>
  (await owner.query("select status, tries, taken_until from stratum.jobs where id = $1", [id])).rows[0];
/** As if a worker had begun it, and its lease were over in so many seconds. */
const begun = (id: string, tries: number, seconds: number) =>
  owner.query(
    `update stratum.jobs set status = 'running', tries = $2, taken_until = now() + make_interval(secs => $3)
     where id = $1`,
    [id, tries, seconds],
  );

test("each job is done once, however many work", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => plant()));
  const jobs = await Promise.all(
    ids.map((tenant_id) => stratum.startJob({ kind: "tenants.purge", tenant_id })),
  );
  for (let i = 0; i < 3; i++) work();
  for (const { id } of jobs) await over(id);
  const { rows } = await owner.query(
    "select status, tries, count(*)::int as n from stratum.jobs where id = any($1) group by 1, 2",
    [jobs.map(({ id }) => id)],
  );
  expect(rows).toEqual([{ status: "succeeded", tries: 1, n: 20 }]);
});

test("is done in the name of who started it, and reaches no further than that one does by then", async () => {
  const [mine, theirs] = [await plant(), await plant()];
  const tenant_id = await plant(mine);
  const caller = { actor_id: "ann", actor_type: "user", tenant_id: mine, scopes: ["admin"] } as const;
  const purge = await stratum.as({ ...caller, request_id: "r-1" }).startJob({
    kind: "tenants.purge",
    tenant_id: await plant(mine),
  });
  const lost = await stratum.as(caller).startJob({ kind: "tenants.purge", tenant_id });
  await stratum.moveTenant(tenant_id, theirs);
  work();
  await over(lost.id);
  expect(await stratum.getJob(lost.id)).toMatchObject({
    status: "failed",
    started_by: "ann",
    error: { code: "TENANT_NOT_FOUND", status: 404 },
  });
  expect((await stratum.getTenant(tenant_id)).parent_id).toBe(theirs);
  await over(purge.id);
  const { data } = await stratum.queryAuditLogs({ tenant_id: mine, action: "tenants.purged" });
  expect(data).toMatchObject([{ actor_id: "ann", request_id: "r-1" }]);
});

test.each(["key", "token"] as const)(
  "a job by a %s is not begun when the key has been revoked",
  async (by) => {
    const tenant_id = await plant();
    const key = await stratum.createApiKey(tenant_id, { name: "Lost", scopes: ["admin"] });
    const backend = await stratum.authenticate(key.plaintext_key);
    const { token } = await stratum.as(backend).createUiToken({ scopes: ["admin"] });
    const caller = by === "key" ? backend : await stratum.authenticate(token);
    const { id } = await stratum.as(caller).startJob({ kind: "tenants.purge", tenant_id });
    await stratum.revokeApiKey(key.id);
    work();
    await over(id);
    expect(await stratum.getJob(id)).toMatchObject({ status: "failed", error: { code: "UNAUTHORIZED" } });
    expect((await stratum.getTenant(tenant_id)).id).toBe(tenant_id);
  },
);

test("what a dead worker held is begun again when its lease is over, and not before", async () => {
  const { id } = await stratum.startJob({ kind: "audit.verify", tenant_id: await plant() });
  await begun(id, 1, 1.5);
  const began = Date.now();
  work();
  await over(id);
  expect(Date.now() - began).toBeGreaterThan(1_000);
  expect(await stored(id)).toMatchObject({ status: "succeeded", tries: 2, taken_until: null });
});

test("a purge that was committed by a worker which then died is told with its certificate", async () => {
  const tenant_id = await plant();
  const { id } = await stratum.startJob({ kind: "tenants.purge", tenant_id });
  await begun(id, 1, 0);
  const certificate = await stratum.purgeTenant(tenant_id);
  work();
  await over(id);
  expect((await stratum.getJob(id)).result).toEqual(certificate);
});

test("what five workers died with is given up", async () => {
  const { id } = await stratum.startJob({ kind: "audit.verify", tenant_id: await plant() });
  await begun(id, 5, 0);
  work();
  await over(id);
  expect(await stratum.getJob(id)).toMatchObject({ status: "failed", error: { code: "JOB_ABANDONED" } });
});

test("a worker that is closed gives back what it has not done, and that is not held against the job", async () => {
  const tenant_id = await plant();
  await plantMany(tenant_id, 400);
  const { id } = await stratum.startJob({ kind: "audit.verify", tenant_id });
  const first = work();
  await expect.poll(async () => (await stored(id)).status, { timeout: 10_000 }).toBe("running");
  await first.close();
  expect(await stored(id)).toEqual({ status: "queued", tries: 0, taken_until: null });
  work();
  await over(id);
  expect((await stratum.getJob(id)).result).toMatchObject({ ok: true, tenants: 401 });
});

test("a process that is killed in the middle loses nothing: another one does the job", async () => {
  const tenant_id = await plant();
  await plantMany(tenant_id, 400);
  const { id } = await stratum.startJob({ kind: "audit.verify", tenant_id });
  const other = await startEngine({ url });
  await other.initialize();
  await other.startJobs({ lease_seconds: 1 });
  await expect.poll(async () => (await stored(id)).status, { timeout: 15_000 }).toBe("running");
  await other.kill();
  expect((await stratum.getJob(id)).finished_at).toBeNull();
  work();
  await over(id);
  expect(await stored(id)).toMatchObject({ status: "succeeded", tries: 2 });
  expect((await stratum.getJob(id)).progress).toEqual({ done: 401, total: 401 });
});

test("a chain with which something is wrong is named", async () => {
  const top = await plant();
  const bad = await plant(top);
  await owner.query("alter table stratum.audit_log disable trigger user");
  await owner.query("update stratum.audit_log set action = 'tenants.eaten' where tenant_id = $1", [bad]);
  await owner.query("alter table stratum.audit_log enable trigger user");
  const { id } = await stratum.startJob({ kind: "audit.verify", tenant_id: top });
  work();
  await over(id);
  expect((await stratum.getJob(id)).result).toMatchObject({
    ok: false,
    tenants: 2,
    faults: [{ tenant_id: bad, position: 1, reason: "altered" }],
  });
});

test("what has been over for a month is deleted", async () => {
  const old = await stratum.startJob({ kind: "audit.verify", tenant_id: await plant() });
  await owner.query(
    `update stratum.jobs set status = 'succeeded', created_at = now() - interval '31 days',
     finished_at = now() - interval '31 days' where id = $1`,
    [old.id],
  );
  work();
  await expect.poll(() => stored(old.id)).toBeUndefined();
});

test("a purge takes along the other jobs about what it purges", async () => {
  work();
  const about = await plant();
  const verify = await stratum.startJob({ kind: "audit.verify", tenant_id: about });
  await over(verify.id);
  const purge = await stratum.startJob({ kind: "tenants.purge", tenant_id: about });
  await over(purge.id);
  expect((await stratum.getJob(purge.id)).result).toMatchObject({ rows: { jobs: 1 } });
  await expect(stratum.getJob(verify.id)).rejects.toThrow(JobNotFoundError);
});

test("a job about a tenant that is not seen cannot be started", async () => {
  const caller = stratum.as({ tenant_id: await plant(), scopes: ["admin"] });
  await expect(caller.startJob({ kind: "tenants.purge", tenant_id: await plant() })).rejects.toThrow(
    TenantNotFoundError,
  );
});
