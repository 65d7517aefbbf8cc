import { hold, plant, untilBlocked } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { beforeAll, expect, it } from "vitest";
import { localKeyProvider } from "../keys/index.ts";
import { Stratum } from "../stratum.ts";

let stratum: Stratum;
let owner: Pool;
beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  owner = pool;
  stratum = new Stratum({
    pool: app_pool,
    key_secret: "a secret of the tests that hashes keys",
    keyProvider: localKeyProvider("a master key of the tests that wraps data keys"),
  });
  await stratum.initialize();
});
const code = (error: string) => expect.objectContaining({ code: error });

/** Every table of the engine, with its columns, as the catalog has them. */
const tables = async (): Promise<{ name: string; cascades: boolean; columns: string[] }[]> => {
  const { rows } = await owner.query(`
    select c.relname as name,
      exists (select from pg_constraint f where f.conrelid = c.oid and f.confrelid = 'stratum.tenants'::regclass
        and f.contype = 'f' and f.confdeltype = 'c') as cascades,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c where c.relnamespace = 'stratum'::regnamespace and c.relkind = 'r' order by 1`);
  return rows;
};
/** Rows of a table that hold the text anywhere. */
const holding = async (table: string, text: string): Promise<number> => {
  const { rows } = await owner.query(
    `select count(*)::int as n from stratum.${table} r where r::text like '%' || $1 || '%'`,
    [text],
  );
  return rows[0].n;
};

it("after a purge no table holds a row or a word of the tenant, but for its id in the certificate and in events", async () => {
  const { top, gone, below } = await plant(stratum, { top: { gone: { below: {} }, stays: {} } });
  const canary = "Zilverspreeuw";
  for (const { id } of [gone, below]) {
    await stratum.updateTenant(id, { name: canary, metadata: { owner: canary } });
    await stratum.setConfig(id, "plain", { value: canary });
    await stratum.setConfig(id, "token", { value: canary, sensitive: true });
    await stratum.deleteConfig(id, "plain");
    await stratum.defineConfigKey(id, "seats", { title: canary, default: 3 });
    await stratum.createPermission(id, { key: "export", value: canary, revocation_mode: "PERMANENT" });
    const everything = { effect: "deny" as const, actions: ["*"], resources: [canary] };
    await stratum.createAbacPolicy(id, { name: "rule", mode: "DELEGATED", ...everything });
    await stratum.grantConsent(id, { subject_id: canary, purpose: "news" });
    const { id: hook } = await stratum.createWebhook({
      tenant_id: id,
      url: "https://hooks.invalid/in",
      description: canary,
    });
    await owner.query(
      `insert into stratum.webhook_deliveries (webhook_id, event_id, event_type, payload)
       values ($1, gen_random_uuid(), 'invoice.paid', $2)`,
      [hook, canary],
    );
    const key = await stratum.createApiKey(id, { name: canary });
    const role = await stratum.createRole(id, { name: canary, description: canary, scopes: ["read"] });
    await stratum.assignRoleToKey(key.id, role.id);
    await stratum.assignRole(id, canary, role.id);
    await stratum.recordUsage(id, { metric: "mails", quantity: 1, idempotency_key: canary });
    const fingerprint = Buffer.from("a digest");
    const request = { context: {}, key: id, fingerprint, tenant_id: id, request_id: "r" };
    const begun = await stratum.idempotency.begin(request);
    if ("finish" in begun) await begun.finish({ status: 200, headers: {}, body: canary });
    await stratum.startJob({ kind: "audit.verify", tenant_id: id }, { actor_id: canary });
    await stratum.recordAuditEvent({
      tenant_id: id,
      action: "invoice.paid",
      resource_id: "7",
      after: { to: canary },
    });
  }
  for (const { id } of [gone, below])
    await expect
      .poll(async () => (await stratum.verifyAudit(id)).sealed, { timeout: 20_000 })
      .toBeGreaterThan(0);
  const before = Object.fromEntries(
    await Promise.all(
      (await tables()).map(async ({ name }) => [name, await holding(name, gone.id)] as const),
    ),
  );
  const certificate = await stratum.purgeTenant(gone.id, { cascade: true });

  const cascading = (await tables()).filter((t) => t.cascades && t.name !== "tenants").map((t) => t.name);
  // Those of jobs are deleted by name, as the job that purges outlives its tenant.
  const listed = [...cascading, "jobs"].sort();
  expect(Object.keys(certificate.rows).sort()).toEqual(listed);
  for (const { name, columns } of await tables()) {
    expect(await holding(name, canary), name).toBe(0);
    const left = await holding(name, gone.id);
    if (name === "events") expect(left).toBeGreaterThan(0);
    else expect(left, name).toBe(name === "audit_log" ? 1 : 0);
    // What names a tenant goes with it, by a foreign key; sizes go by their trigger.
    if (columns.includes("tenant_id") && !["events", "tenant_sizes"].includes(name))
      expect(listed, "no table forgets to go with its tenant").toContain(name);
    if (columns.includes("tenant_id") && name !== "tenant_sizes")
      expect(before[name], name).toBeGreaterThan(0);
  }
  const { data } = await stratum.listRoots();
  expect(data.find((t) => t.id === top.id)).toMatchObject({ child_count: 1, descendant_count: 1 });
  const entry = await stratum.getAuditEntry(certificate.id);
  expect(entry).toMatchObject({ tenant_id: top.id, after: { tenants: 2, rows: certificate.rows } });
});

it("a write that waits for a purge finds the tenant gone, in the words of an unknown one", async () => {
  const { lone } = await plant(stratum, { lone: {} });
  const purge = await hold(owner, "delete from stratum.tenants where id = $1", [lone.id]);
  const writes = [
    stratum.setConfig(lone.id, "k", { value: 1 }),
    stratum.createPermission(lone.id, { key: "k" }),
    stratum.grantConsent(lone.id, { subject_id: "ann", purpose: "news" }),
    stratum.recordAuditEvent({ tenant_id: lone.id, action: "invoice.paid", resource_id: "7" }),
  ];
  const done = Promise.allSettled(writes);
  await untilBlocked(owner, writes.length);
  await purge.commit();
  for (const result of await done)
    expect(result).toEqual({ status: "rejected", reason: code("TENANT_NOT_FOUND") });
});

it("a purge excludes creates below it: whoever comes first is seen by the other", async () => {
  const { base, leaf } = await plant(stratum, { base: { leaf: {} } });
  const held = await hold(owner, "select pg_advisory_xact_lock(stratum.lock_key('tree', $1))", [base.id]);
  const create = stratum.createTenant({ name: "Late", slug: "late", parent_id: leaf.id });
  await untilBlocked(owner, 1);
  const purge = stratum.purgeTenant(leaf.id);
  await untilBlocked(owner, 2);
  const done = Promise.allSettled([create, purge]);
  await held.commit();
  const [made, gone] = await done;
  expect(made.status).toBe("fulfilled");
  expect(gone).toEqual({ status: "rejected", reason: code("TENANT_HAS_CHILDREN") });
  await stratum.purgeTenant(leaf.id, { cascade: true });
  await expect(stratum.createTenant({ name: "Later", slug: "late", parent_id: leaf.id })).rejects.toEqual(
    code("TENANT_NOT_FOUND"),
  );
});
