import { TENANT_EVENTS } from "@stratum-hq/core";
import { barrier, hold, plant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { localKeyProvider } from "../keys/index.ts";
import { Stratum, type StratumMethods } from "../stratum.ts";

let stratum: Stratum;
let owner: Pool;
let app: Pool;
let n = 0;
const secret = "a secret of the tests, of 32 characters or more";

beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  [owner, app] = [pool, app_pool];
  const keyProvider = localKeyProvider(secret);
  stratum = new Stratum({ pool: app_pool, key_secret: secret, token_secret: secret, keyProvider });
  await stratum.initialize();
});

const tenant = async (parent_id: string | null = null): Promise<string> =>
  (await stratum.createTenant({ name: "T", slug: `t${++n}`, parent_id })).id;
const latest = async (): Promise<number> =>
  (await owner.query("select coalesce(max(seq), 0)::int as seq from stratum.audit_log")).rows[0].seq;
const since = async (seq: number) =>
  (await owner.query("select id, xid, action from stratum.audit_log where seq > $1 order by seq", [seq]))
    .rows;

const withRole = async (): Promise<Record<"id" | "role" | "key", string>> => {
  const id = await tenant();
  const role = await stratum.createRole(id, { name: "r", scopes: ["read"] });
  return { id, role: role.id, key: (await stratum.createApiKey(id, { name: "k" })).id };
};

/** A write: what it needs, the write itself, how many resources it changes, and one that a rule refuses. */
interface Case {
  rows: number;
  make(): Promise<() => Promise<unknown>>;
  refused(): Promise<unknown>;
}
const abac = { name: "p", effect: "allow" as const, actions: ["a"], resources: ["r"] };
const hook = async (tenant_id: string) =>
  (await stratum.createWebhook({ tenant_id, url: "https://hooks.example.com/in" })).id;
/** A delivery that failed for good. */
async function failedDelivery(): Promise<string> {
  const { rows } = await owner.query(
    `insert into stratum.webhook_deliveries (webhook_id, event_id, event_type, payload, status)
     values ($1, gen_random_uuid(), 'config.set', '{}', 'failed') returning id, webhook_id`,
    [await hook(await tenant())],
  );
  return rows[0].id;
}
const nobody = "00000000-0000-4000-8000-000000000000";
const writes = {
  createTenant: {
    rows: 1,
    make: async () => () => tenant(),
    refused: () => tenant(nobody),
  },
  updateTenant: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.updateTenant(id, { name: "New" });
    },
    refused: () => stratum.updateTenant(nobody, { name: "New" }),
  },
  moveTenant: {
    rows: 1,
    make: async () => {
      const [id, to] = [await tenant(), await tenant()];
      return () => stratum.moveTenant(id, to);
    },
    refused: async () => {
      const id = await tenant();
      return stratum.moveTenant(id, id);
    },
  },
  reorderTenant: {
    rows: 1,
    make: async () => {
      const top = await tenant();
      await tenant(top);
      const id = await tenant(top);
      return () => stratum.reorderTenant(id, 0);
    },
    refused: () => stratum.reorderTenant(nobody, 0),
  },
  suspendTenant: {
    rows: 2,
    make: async () => {
      const id = await tenant();
      await tenant(id);
      return () => stratum.suspendTenant(id, { cascade: true });
    },
    refused: () => stratum.suspendTenant(nobody),
  },
  resumeTenant: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      await stratum.suspendTenant(id);
      return () => stratum.resumeTenant(id);
    },
    refused: async () => stratum.resumeTenant(await tenant()),
  },
  archiveTenant: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.archiveTenant(id);
    },
    refused: () => stratum.archiveTenant(nobody),
  },
  deleteTenant: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.deleteTenant(id);
    },
    refused: () => stratum.deleteTenant(nobody),
  },
  purgeTenant: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      await tenant(id);
      return () => stratum.purgeTenant(id, { cascade: true });
    },
    refused: () => stratum.purgeTenant(nobody),
  },
  createOrganization: {
    rows: 1,
    make: async () => () => stratum.createOrganization({ name: "Org", slug: `t${++n}` }),
    refused: () => stratum.createOrganization({ name: "", slug: "x" }),
  },
  batchCreateTenants: {
    rows: 2,
    make: async () => {
      const parent_id = await tenant();
      return () =>
        stratum.batchCreateTenants([
          { name: "A", slug: "a", parent_id, ref: "a" },
          { name: "B", slug: "b", parent_ref: "a" },
        ]);
    },
    refused: () => stratum.batchCreateTenants([{ name: "A", slug: "a", parent_id: nobody }]),
  },
  setConfig: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.setConfig(id, "k", { value: 1 });
    },
    refused: async () => stratum.setConfig(await tenant(), "k", { value: 1, expected_version: 7 }),
  },
  batchSetConfig: {
    rows: 2,
    make: async () => {
      const id = await tenant();
      await stratum.setConfig(id, "a", { value: 1 });
      return () =>
        stratum.batchSetConfig(id, [
          { key: "a", delete: true },
          { key: "b", value: 1 },
        ]);
    },
    refused: async () =>
      stratum.batchSetConfig(await tenant(), [
        { key: "a", value: 1 },
        { key: "b", delete: true },
      ]),
  },
  deleteConfig: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      await stratum.setConfig(id, "k", { value: 1 });
      return () => stratum.deleteConfig(id, "k");
    },
    refused: async () => stratum.deleteConfig(await tenant(), "k"),
  },
  restoreConfig: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      await stratum.setConfig(id, "k", { value: 1 });
      return () => stratum.restoreConfig(id, "k", 1);
    },
    refused: async () => stratum.restoreConfig(await tenant(), "k", 1),
  },
  revealConfig: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      await stratum.setConfig(id, "k", { value: "hush", sensitive: true });
      return () => stratum.revealConfig(id, "k", "because");
    },
    refused: async () => stratum.revealConfig(await tenant(), "k", "because"),
  },
  defineConfigKey: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.defineConfigKey(id, "k", { title: "K" });
    },
    refused: () => stratum.defineConfigKey(nobody, "k", { title: "K" }),
  },
  deleteConfigDefinition: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      await stratum.defineConfigKey(id, "k", { title: "K" });
      return () => stratum.deleteConfigDefinition(id, "k");
    },
    refused: async () => stratum.deleteConfigDefinition(await tenant(), "k"),
  },
  createPermission: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.createPermission(id, { key: "k" });
    },
    refused: () => stratum.createPermission(nobody, { key: "k" }),
  },
  updatePermission: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      const policy = await stratum.createPermission(id, { key: "k" });
      return () => stratum.updatePermission(id, policy.id, { value: 1 });
    },
    refused: async () => stratum.updatePermission(await tenant(), nobody, { value: 1 }),
  },
  deletePermission: {
    rows: 2,
    make: async () => {
      const id = await tenant();
      const policy = await stratum.createPermission(id, { key: "k" });
      await stratum.createPermission(await tenant(id), { key: "k" });
      return () => stratum.deletePermission(id, policy.id);
    },
    refused: async () => stratum.deletePermission(await tenant(), nobody),
  },
  grantConsent: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.grantConsent(id, { subject_id: "ann", purpose: "news" });
    },
    refused: () => stratum.grantConsent(nobody, { subject_id: "ann", purpose: "news" }),
  },
  revokeConsent: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      await stratum.grantConsent(id, { subject_id: "ann", purpose: "news" });
      return () => stratum.revokeConsent(id, "ann", "news");
    },
    refused: async () => stratum.revokeConsent(await tenant(), "ann", "news"),
  },
  createApiKey: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.createApiKey(id, { name: "k" });
    },
    refused: () => stratum.createApiKey(nobody, { name: "k" }),
  },
  rotateApiKey: {
    rows: 2,
    make: async () => {
      const key = await stratum.createApiKey(await tenant(), { name: "k" });
      return () => stratum.rotateApiKey(key.id);
    },
    refused: () => stratum.rotateApiKey(nobody),
  },
  revokeApiKey: {
    rows: 1,
    make: async () => {
      const key = await stratum.createApiKey(await tenant(), { name: "k" });
      return () => stratum.revokeApiKey(key.id);
    },
    refused: () => stratum.revokeApiKey(nobody),
  },
  createRole: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.createRole(id, { name: "r", scopes: ["read"] });
    },
    refused: () => stratum.createRole(nobody, { name: "r", scopes: ["read"] }),
  },
  updateRole: {
    rows: 1,
    make: async () => {
      const { role } = await withRole();
      return () => stratum.updateRole(role, { scopes: ["write"] });
    },
    refused: () => stratum.updateRole(nobody, { name: "x" }),
  },
  deleteRole: {
    rows: 1,
    make: async () => {
      const { role, key, id } = await withRole();
      await stratum.assignRoleToKey(key, role);
      await stratum.assignRole(id, "ann", role);
      return () => stratum.deleteRole(role);
    },
    refused: () => stratum.deleteRole(nobody),
  },
  assignRoleToKey: {
    rows: 1,
    make: async () => {
      const { role, key } = await withRole();
      return () => stratum.assignRoleToKey(key, role);
    },
    refused: () => stratum.assignRoleToKey(nobody, nobody),
  },
  removeRoleFromKey: {
    rows: 1,
    make: async () => {
      const { role, key } = await withRole();
      await stratum.assignRoleToKey(key, role);
      return () => stratum.removeRoleFromKey(key, role);
    },
    refused: () => stratum.removeRoleFromKey(nobody, nobody),
  },
  assignRole: {
    rows: 1,
    make: async () => {
      const { role, id } = await withRole();
      return () => stratum.assignRole(id, "ann", role);
    },
    refused: () => stratum.assignRole(nobody, "ann", nobody),
  },
  removeRole: {
    rows: 1,
    make: async () => {
      const { role, id } = await withRole();
      await stratum.assignRole(id, "ann", role);
      return () => stratum.removeRole(id, "ann", role);
    },
    refused: () => stratum.removeRole(nobody, "ann", nobody),
  },
  createAbacPolicy: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => stratum.createAbacPolicy(id, abac);
    },
    refused: () => stratum.createAbacPolicy(nobody, abac),
  },
  deleteAbacPolicy: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      const policy = await stratum.createAbacPolicy(id, abac);
      return () => stratum.deleteAbacPolicy(id, policy.id);
    },
    refused: async () => stratum.deleteAbacPolicy(await tenant(), nobody),
  },
  createWebhook: {
    rows: 1,
    make: async () => {
      const id = await tenant();
      return () => hook(id);
    },
    refused: () => hook(nobody),
  },
  updateWebhook: {
    rows: 1,
    make: async () => {
      const id = await hook(await tenant());
      return () => stratum.updateWebhook(id, { status: "paused" });
    },
    refused: () => stratum.updateWebhook(nobody, { status: "paused" }),
  },
  deleteWebhook: {
    rows: 1,
    make: async () => {
      const id = await hook(await tenant());
      return () => stratum.deleteWebhook(id);
    },
    refused: () => stratum.deleteWebhook(nobody),
  },
  rotateWebhookSecret: {
    rows: 1,
    make: async () => {
      const id = await hook(await tenant());
      return () => stratum.rotateWebhookSecret(id);
    },
    refused: () => stratum.rotateWebhookSecret(nobody),
  },
  retryDelivery: {
    rows: 1,
    make: async () => {
      const id = await failedDelivery();
      return () => stratum.retryDelivery(id);
    },
    refused: () => stratum.retryDelivery(nobody),
  },
  retryFailedDeliveries: {
    rows: 1,
    make: async () => {
      await failedDelivery();
      return () => stratum.retryFailedDeliveries();
    },
    refused: () => stratum.retryFailedDeliveries({ webhook_id: nobody }),
  },
  recordAuditEvent: {
    rows: 1,
    make: async () => {
      const tenant_id = await tenant();
      return () => stratum.recordAuditEvent({ tenant_id, action: "invoice.paid", resource_id: "1" });
    },
    refused: () => stratum.recordAuditEvent({ tenant_id: nobody, action: "invoice.paid", resource_id: "1" }),
  },
  startJob: {
    rows: 1,
    make: async () => {
      const tenant_id = await tenant();
      return () => stratum.startJob({ kind: "audit.verify", tenant_id });
    },
    refused: () => stratum.startJob({ kind: "audit.verify", tenant_id: nobody }),
  },
} as const satisfies Partial<Record<keyof StratumMethods, Case>>;

/** Everything that changes nothing which is kept: no audit. A UI token is signed, not stored. */
const reads = [
  ...["getTenant", "getTenantByPath", "getTenantBySlug", "listTenants", "listRoots", "searchTenants"],
  ...["getTenantContext", "previewMove", "explainPermission", "simulatePermissions"],
  ...[
    "getRoot",
    "listOrganizations",
    "getOrganization",
    "getAncestors",
    "getChildren",
    "listChildren",
    "getDescendants",
    "listDescendants",
  ],
  ...["resolveConfig", "getConfigWithInheritance", "listConfigHistory", "listConfigDefinitions"],
  ...["explainConfig", "previewConfig", "diffConfig", "computeDrift", "batchComputeDrift", "listDrift"],
  ...["resolvePermissions", "previewRevocation"],
  ...["getAbacPolicies", "resolveAbacPolicies", "evaluateAbac"],
  ...["listConsent", "getActiveConsent", "listConsentEvents"],
  ...["queryAuditLogs", "getAuditEntry", "verifyAudit", "exportAuditLogs"],
  ...["getSession", "getApiKey", "listApiKeys", "listDormantKeys", "authenticate", "createUiToken"],
  ...["getRole", "listRoles", "listRoleHolders", "resolveKeyScopes", "resolvePrincipalScopes"],
  "aggregateUsage",
  ...["getWebhook", "listWebhooks", "listWebhookEvents", "listWebhookDeliveries"],
  ...["listFailedDeliveries", "getDeliveryStats", "getJob", "listJobs"],
  "events",
];
/** These change nothing but a log of their own: measurements, and what was sent. */
const ownLog = ["recordUsage", "testWebhook"];
/** The outbox tells of entries; what is too old to be told goes without one. */
const outbox = ["pruneEvents"];

describe("every write method", () => {
  it("is one of these, or a read", () => {
    const methods = Object.entries(stratum).flatMap(([name, is]) => (typeof is === "function" ? [name] : []));
    expect(methods.sort()).toEqual([...Object.keys(writes), ...reads, ...ownLog, ...outbox].sort());
  });

  it.each(Object.entries<Case>(writes))(
    "%s leaves one entry and one event per changed resource, in its transaction",
    async (name, { make, rows }) => {
      const write = await make();
      const before = await latest();
      await write();
      const made = await since(before);
      expect(made.length).toBe(rows);
      expect(new Set(made.map((row) => row.xid)).size).toBe(1);
      // One that a webhook can be made for.
      if (name !== "recordAuditEvent")
        expect(TENANT_EVENTS).toEqual(expect.arrayContaining(made.map((row) => row.action)));
      const { rows: events } = await owner.query(
        "select id, xid, type as action from stratum.events where id = any($1) order by seq",
        [made.map((row) => row.id)],
      );
      expect(events).toEqual(made);
    },
  );

  it.each(Object.entries<Case>(writes))("%s leaves none when it is refused", async (_name, { refused }) => {
    const before = await latest();
    await expect(refused()).rejects.toThrow();
    // What a case makes first is a tenant, in a transaction of its own.
    const left = (await since(before)).map((row) => row.action);
    expect(left.filter((action) => action !== "tenants.created")).toEqual([]);
  });

  it.each(Object.entries<Case>(writes))(
    "%s does not happen when its entry or its event cannot be written",
    async (_name, { make }) => {
      const write = await make();
      const before = await fingerprint();
      for (const table of ["audit_log", "events"]) {
        await owner.query(
          `create function stratum.refuse() returns trigger language plpgsql as $$ begin raise 'no room'; end $$;
           create trigger refuse before insert on stratum.${table} execute function stratum.refuse()`,
        );
        try {
          await expect(write()).rejects.toThrow("no room");
        } finally {
          await owner.query("drop function stratum.refuse cascade");
        }
        expect(await fingerprint()).toEqual(before);
      }
    },
  );
});

/** Rows of every engine table, by their text. */
async function fingerprint(): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'stratum' order by 1",
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await owner.query(
      `select md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as sum from stratum.${name} t`,
    );
    found[name] = rows[0].sum;
  }
  return found;
}

describe("the log", () => {
  it("is append-only for the role that serves", async () => {
    for (const table of ["audit_log", "events"]) {
      for (const text of [
        `update stratum.${table} set resource_id = 'x'`,
        `delete from stratum.${table}`,
        `truncate stratum.${table}`,
      ])
        await expect(app.query(text), text).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("never shows a sensitive value", async () => {
    const id = await tenant();
    await stratum.setConfig(id, "k", { value: "hush-hush", sensitive: true });
    await stratum.setConfig(id, "k", { value: "hush-again" });
    await stratum.recordAuditEvent({
      tenant_id: id,
      action: "card.added",
      resource_id: "1",
      after: { list: [{ apiKey: "hush-three" }], password: { nested: "hush-four" } },
    });
    const { data } = await stratum.queryAuditLogs({ tenant_id: id });
    expect(data.length).toBe(4);
    expect(JSON.stringify(data)).not.toContain("hush");
    const { rows } = await owner.query("select e.*::text from stratum.events e where tenant_id = $1", [id]);
    expect(JSON.stringify(rows)).not.toContain("hush");
  });

  it("neither repeats nor skips when entries commit late, between the pages", async () => {
    const id = await tenant();
    const set = (key: string) => stratum.setConfig(id, key, { value: 1 });
    await set("a");
    await set("b");
    // Its entry has a number below the next ones, and commits after the first page.
    const late = await hold(
      owner,
      `insert into stratum.audit_log (tenant_id, actor_type, actor_id, action, resource_type, resource_id)
       values ($1, 'system', 'late', 'config.set', 'config', 'late')`,
      [id],
    );
    await set("c");
    await set("d");
    const query = { tenant_id: id, resource_type: "config", limit: 1 };
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; cursor !== null && page < 10; page++) {
      const found = await stratum.queryAuditLogs({ ...query, cursor });
      seen.push(...found.data.map((row) => row.resource_id));
      cursor = found.next_cursor as string;
      if (page === 0) {
        await late.commit();
        await set("after");
      }
    }
    expect(seen).toEqual(["d", "c", "b", "a"]);
    const again = await stratum.queryAuditLogs({ ...query, limit: 50 });
    expect(again.data.map((row) => row.resource_id)).toEqual(["after", "d", "c", "late", "b", "a"]);
  });

  it("gives every entry of many writers exactly once to a reader that pages through meanwhile", async () => {
    const id = await tenant();
    const meet = barrier(5);
    const write = async (who: number) => {
      await meet();
      for (let i = 0; i < 10; i++) await stratum.setConfig(id, `k${who}`, { value: i });
    };
    const read = async () => {
      await meet();
      const ids: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await stratum.queryAuditLogs({ tenant_id: id, limit: 3, cursor });
        ids.push(...page.data.map((row) => row.id));
        cursor = page.next_cursor;
      }
      return ids;
    };
    const [, , , , ids = []] = await Promise.all([write(0), write(1), write(2), write(3), read()]);
    expect(new Set(ids).size).toBe(ids.length);
    const all = (await stratum.queryAuditLogs({ tenant_id: id, limit: 200 })).data.map((row) => row.id);
    expect(all.length).toBe(41);
    expect(all.filter((one) => ids.includes(one)).sort()).toEqual([...ids].sort());
  });

  it("is exported in pieces that show it as it was at the first, each read when it is asked for", async () => {
    const id = await tenant();
    await owner.query(
      `insert into stratum.audit_log (tenant_id, actor_type, actor_id, action, resource_type, resource_id)
       select $1, 'system', 'many', 'invoice.paid', 'invoice', n from generate_series(1, 1200) n`,
      [id],
    );
    const statements: string[] = [];
    const counted = new Stratum({ pool: app, on_query: (text) => statements.push(text) });
    await counted.initialize();
    const pieces = await counted.exportAuditLogs({ tenant_id: id, action: "invoice.paid" });
    const lines: string[] = [];
    const read: number[] = [];
    for await (const piece of pieces) {
      if (lines.length === 0)
        await stratum.recordAuditEvent({ tenant_id: id, action: "invoice.paid", resource_id: "late" });
      lines.push(...piece.trimEnd().split("\n"));
      read.push(statements.length);
    }
    // The tenant, and a page for each piece.
    expect(read).toEqual([2, 3, 4]);
    const ids = lines.map((line) => JSON.parse(line).resource_id);
    expect(ids).toEqual(Array.from({ length: 1200 }, (_, i) => String(1200 - i)));
  });

  it("refuses a cursor with a snapshot that PostgreSQL could not read", async () => {
    for (const seen of ["", "0:1:", "1:2:9", "1:9:,", "1:9:-1", "1:9:zzzzzzzzzzz", "x"]) {
      const cursor = Buffer.from(JSON.stringify([1, seen])).toString("base64url");
      await expect(stratum.queryAuditLogs({ cursor }), seen).rejects.toMatchObject({
        details: { errors: [{ path: "query.cursor" }] },
      });
    }
  });

  it("is read in one round trip when no tenant is named", async () => {
    const statements: string[] = [];
    const counted = new Stratum({ pool: app, on_query: (text) => statements.push(text) });
    await counted.initialize();
    await counted.queryAuditLogs({});
    expect(statements.length).toBe(1);
  });
});

describe("an event", () => {
  it("names where the tenant stands, and the parent that it left", async () => {
    const { a, b, c } = await plant(stratum, { top: { a: { c: {} }, b: {} } });
    await stratum.moveTenant(c.id, b.id);
    const { rows } = await owner.query(
      "select ancestry_path, former_parent_id from stratum.events where tenant_id = $1 order by seq",
      [c.id],
    );
    expect(rows[0]).toEqual({ ancestry_path: c.ancestry_path, former_parent_id: null });
    expect(rows[1]).toEqual({ ancestry_path: `${b.ancestry_path}/${b.id}`, former_parent_id: a.id });
  });
});
