/**
 * Every operation of the contracts, asked by everyone who must not: over HTTP, of the real engine. What is expected is
 * written once for each kind of caller. A new operation is asked by itself.
 */
import { contracts, type Operation, type Scope } from "@stratum-hq/core";
import { localKeyProvider } from "@stratum-hq/lib";
import type { Parts } from "@stratum-hq/sdk/contract-tests";
import { hold, newTenant, untilBlocked } from "@stratum-hq/testing";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MASTER_KEY, type TestApp, TOKEN_SECRET, testApp } from "../test-app.ts";
import { exchange, idsIn, send, type Told, type Wire, wireOf } from "../test-deny.ts";

const operations = Object.keys(contracts) as Operation[];
const declares = (operation: Operation, code: string): boolean =>
  (contracts[operation].errors as readonly string[]).includes(code);
/** Name of every tenant and key outside the caller's view; no answer may hold it. */
const CANARY = "out-of-view";
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** A tenant and what it has. */
type Aim = Parts & { tenant: string };
/** Where a tenant stands that the caller must not see. */
const strangers = ["parent", "sibling", "cousin", "other"] as const;
const asleep = ["suspended", "archived"] as const;

let t: TestApp;
let base: string;
let mine: Aim;
let me: string;
const theirs = {} as Record<(typeof strangers)[number] | (typeof asleep)[number], Aim>;
/** Credentials that open nothing, by what is wrong with them. */
const dead = {} as Record<string, Record<string, string>>;
let entries: number;
const statements: string[] = [];

const key = (text: string) => ({ "x-api-key": text });
const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
const countEntries = async (): Promise<number> =>
  (await t.owner.query("select count(*)::int as n from stratum.audit_log")).rows[0].n;

let furnished = 0;
/** A tenant with one of everything that an operation may name. */
async function furnish(tenant: string, beside: string, name: string): Promise<Aim> {
  const { stratum } = t;
  // Keys of permissions and names of policies are inherited, and meant to be seen below.
  const word = `of-${++furnished}`;
  await stratum.setConfig(tenant, "k", { value: 1 });
  await stratum.grantConsent(tenant, { subject_id: "ann", purpose: "news" });
  const policy = { name: word, effect: "deny" as const, actions: ["*"], resources: ["*"] };
  const event = { tenant_id: tenant, action: "invoice.paid", resource_id: word };
  const webhook = (await stratum.createWebhook({ tenant_id: tenant, url: "https://hooks.invalid/in" })).id;
  const failed = await t.owner.query(
    `insert into stratum.webhook_deliveries (webhook_id, event_id, event_type, payload, status)
     values ($1, gen_random_uuid(), 'config.set', '{}', 'failed') returning id`,
    [webhook],
  );
  return {
    tenant,
    beside,
    webhook,
    delivery: failed.rows[0].id,
    permission: (await stratum.createPermission(tenant, { key: word })).id,
    abac_policy: (await stratum.createAbacPolicy(tenant, policy)).id,
    api_key: (await stratum.createApiKey(tenant, { name })).id,
    role: (await stratum.createRole(tenant, { name, scopes: ["read"] })).id,
    audit_entry: (await stratum.recordAuditEvent(event)).id,
    job: (await stratum.startJob({ kind: "audit.verify", tenant_id: tenant })).id,
  };
}

beforeAll(async () => {
  const on_query = (text: string): void => void statements.push(text);
  t = await testApp({}, undefined, { keyProvider: localKeyProvider(MASTER_KEY), on_query });
  base = await t.app.listen({ host: "127.0.0.1", port: 0 });
  const { stratum, owner } = t;
  const plant = async (parent_id: string | null, name = CANARY): Promise<string> =>
    (await stratum.createTenant(newTenant({ parent_id, name }))).id;
  const top = await plant(null);
  const parent = await plant(top);
  me = await plant(parent, "me");
  const sibling = await plant(parent);
  const [cousin, other] = [await plant(sibling), await plant(null)];
  mine = await furnish(await plant(me, "leaf"), await plant(me, "nook"), "mine");
  theirs.parent = await furnish(parent, top, CANARY);
  theirs.sibling = await furnish(sibling, cousin, CANARY);
  theirs.cousin = await furnish(cousin, sibling, CANARY);
  theirs.other = await furnish(other, await plant(other), CANARY);
  theirs.suspended = await furnish(await plant(me, "asleep"), mine.beside, "asleep");
  theirs.archived = await furnish(await plant(me, "gone"), mine.beside, "gone");

  const all = ["admin", "secrets:read"] as const;
  const made = (tenant: string) => stratum.createApiKey(tenant, { name: "x", scopes: [...all] });
  const tokenOf = async (plaintext_key: string): Promise<string> =>
    (await stratum.as(await stratum.authenticate(plaintext_key)).createUiToken({ scopes: [...all] })).token;
  const sign = (claims: object, seconds: number, secret = TOKEN_SECRET): Promise<string> =>
    new SignJWT({ scopes: [...all], tenant_id: me, ...claims })
      .setProtectedHeader({ alg: "HS256", typ: "stratum-ui+jwt" })
      .setSubject("x")
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(new TextEncoder().encode(secret));
  const none = [
    { alg: "none", typ: "stratum-ui+jwt" },
    { sub: "x", scopes: all, exp: 4e9 },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const [expired, revoked, rotated] = [await made(me), await made(me), await made(me)];
  const [suspended, archived] = [await made(theirs.suspended.tenant), await made(theirs.archived.tenant)];
  const good = await made(me);
  const flip = (text: string): string => text.slice(0, -1) + (text.endsWith("A") ? "B" : "A");
  Object.assign(dead, {
    "no credentials": {},
    "an empty key": key(""),
    "a word as a key": key("letmein"),
    "a key that nobody made": key(`sk_live_${"x".repeat(49)}`),
    "a key with one letter changed": key(flip(good.plaintext_key)),
    "another scheme": { authorization: `Basic ${Buffer.from(`x:${good.plaintext_key}`).toString("base64")}` },
    "a good key and a good key": { ...key(good.plaintext_key), ...bearer(good.plaintext_key) },
    "a token that nobody signed": bearer(`${none}.`),
    "a token of another secret": bearer(await sign({}, 300, "w".repeat(32))),
    "an expired token": bearer(await sign({}, -1)),
    "a token for a tenant that is not there": bearer(await sign({ tenant_id: NOBODY }, 300)),
    "an expired key": key(expired.plaintext_key),
    "a token of an expired key": bearer(await tokenOf(expired.plaintext_key)),
    "a revoked key": key(revoked.plaintext_key),
    "a token of a revoked key": bearer(await tokenOf(revoked.plaintext_key)),
    "a key that was rotated without overlap": key(rotated.plaintext_key),
    "a key of a suspended tenant": key(suspended.plaintext_key),
    "a token of a suspended tenant": bearer(await tokenOf(suspended.plaintext_key)),
    "a key of an archived tenant": key(archived.plaintext_key),
    "a token of an archived tenant": bearer(await tokenOf(archived.plaintext_key)),
  });
  await owner.query("update stratum.api_keys set expires_at = now() where id = $1", [expired.id]);
  await stratum.revokeApiKey(revoked.id);
  await stratum.rotateApiKey(rotated.id, { overlap_seconds: 0 });
  await stratum.suspendTenant(theirs.suspended.tenant);
  await stratum.archiveTenant(theirs.archived.tenant);
  for (const scopes of [["admin", "secrets:read"], ["secrets:read"], ["read"], ["write"]] as const)
    keys[scopes.join()] = await t.key(me, ...scopes);
  entries = await countEntries();
});
afterAll(async () => {
  expect(await countEntries(), "entries in the audit log: what was refused changed nothing").toBe(entries);
  await t.app.close();
});

/** Texts of keys that work, by their scopes. Their reach is the caller's subtree. */
const keys: Record<string, string> = {};
const full = () => key(keys["admin,secrets:read"] as string);
const wires = new Map<Operation, Promise<Wire>>();
/** The request of an operation on what the caller may see. */
function toMine(operation: Operation): Promise<Wire> {
  const wire = wires.get(operation) ?? wireOf(operation, mine.tenant, mine);
  wires.set(operation, wire);
  return wire;
}

/** An answer with the ids that it was asked for left out, so that two can be compared. */
const without = ({ text, ...told }: Told, id: string): object => ({
  ...told,
  text: text.replaceAll(id, "…"),
});

test("every path below /api/v1 is one of a contract", () => {
  const known = new Set(operations.map((name) => contracts[name].path.replace(/:\w+/g, ":x")));
  const paths = t.app
    .printRoutes({ commonPrefix: false })
    .split("\n")
    .flatMap((line) => /(\/api\/v1\/\S+)/.exec(line)?.[1] ?? [])
    .map((path) => path.slice("/api/v1".length).replace(/:\w+/g, ":x"));
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !known.has(path))).toEqual([]);
});

test.each(operations)("%s names nothing but what was planted for it", async (operation) => {
  const planted = Object.values(mine);
  const ids = idsIn(await toMine(operation)).map(({ id }) => id);
  expect(
    ids.filter((id) => !planted.includes(id)),
    "make calls.ts aim at a part, and plant it here",
  ).toEqual([]);
});

describe("401 for", () => {
  const names = [
    "no credentials",
    "an empty key",
    "a word as a key",
    "a key that nobody made",
    "a key with one letter changed",
    "another scheme",
    "a good key and a good key",
    "a token that nobody signed",
    "a token of another secret",
    "an expired token",
    "a token for a tenant that is not there",
    "an expired key",
    "a token of an expired key",
    "a revoked key",
    "a token of a revoked key",
    "a key that was rotated without overlap",
    "a key of a suspended tenant",
    "a token of a suspended tenant",
    "a key of an archived tenant",
    "a token of an archived tenant",
  ];
  test.each(names)("%s, in the same words everywhere", async (name) => {
    const heard = new Set<string>();
    for (const operation of operations) {
      const told = await send(base, await toMine(operation), dead[name] as Record<string, string>);
      expect([operation, told.status, told.code]).toEqual([operation, 401, "UNAUTHORIZED"]);
      heard.add(JSON.stringify(told));
    }
    expect([...heard]).toHaveLength(1);
    expect(Object.keys(dead).sort()).toEqual([...names].sort());
  });
});

describe("401 for a key that is revoked while the request is on its way:", () => {
  const revocable = async () => t.stratum.createApiKey(me, { name: "x", scopes: ["admin", "secrets:read"] });
  let doomed: Awaited<ReturnType<typeof revocable>>;
  beforeAll(async () => {
    doomed = await revocable();
    entries = await countEntries();
  });

  test.each(operations)("%s waits for whoever revokes", async (operation) => {
    const revoker = await hold(t.owner, "lock table stratum.api_keys in access exclusive mode");
    await revoker.query("update stratum.api_keys set revoked_at = now() where id = $1", [doomed.id]);
    const answer = send(base, await toMine(operation), key(doomed.plaintext_key));
    await untilBlocked(t.owner);
    await revoker.commit();
    expect((await answer).status).toBe(401);
  });

  const withBody = operations.filter((name) => "body" in contracts[name]);
  test.each(withBody)("%s is judged anew when its body comes late", async (operation) => {
    const { owner } = t;
    const set = (values: string) =>
      owner.query(`update stratum.api_keys set ${values} where id = $1`, [doomed.id]);
    const used = async () =>
      (await owner.query("select last_used_at from stratum.api_keys where id = $1", [doomed.id])).rows[0]
        .last_used_at;
    await set("revoked_at = null, last_used_at = null");
    const wire = await toMine(operation);
    if (JSON.parse(wire).body === null) return;
    const { status, code } = await send(base, wire, key(doomed.plaintext_key), async () => {
      await expect.poll(used).not.toBeNull();
      await set("revoked_at = now()");
    });
    expect([status, code]).toEqual([401, "UNAUTHORIZED"]);
  });
});

describe("403 for a scope that does not suffice:", () => {
  const less: Record<Scope, string> = { read: "secrets:read", write: "read", admin: "write" };
  test.each(operations)("%s, whoever the target is", async (operation) => {
    const { scope } = contracts[operation];
    const weak = key(keys[less[scope]] as string);
    const heard = new Set<string>();
    for (const aim of [mine, ...Object.values(theirs)]) {
      const told = await send(base, await wireOf(operation, aim.tenant, aim), weak);
      expect([told.status, told.code]).toEqual([403, "FORBIDDEN"]);
      expect(JSON.parse(told.text).details).toEqual({ required_scope: scope });
      heard.add(JSON.stringify(told));
    }
    expect([...heard]).toHaveLength(1);
  });
});

describe("404 for what lies outside, as for what is not there:", () => {
  test.each(operations)("%s, at each id that it takes", async (operation) => {
    const wire = await toMine(operation);
    for (const { at, id } of idsIn(wire)) {
      const [name] = Object.entries(mine).find(([, planted]) => planted === id) as [keyof Aim, string];
      const ask = async (instead: string): Promise<object> => {
        statements.length = 0;
        const told = await send(base, exchange(wire, at, instead), full());
        expect([name, told.status]).toEqual([name, 404]);
        // The same statements: neither the words nor the work tell the two apart.
        return { ...without(told, instead), statements: [...statements] };
      };
      const unknown = await ask(NOBODY);
      for (const where of strangers)
        expect([where, await ask(theirs[where][name])]).toEqual([where, unknown]);
    }
  });
});

test.each(operations.filter((name) => contracts[name].method === "GET"))(
  "%s tells no name from outside",
  async (operation) => {
    const told = await send(base, await toMine(operation), full());
    expect([told.status, told.text.includes(CANARY)]).toEqual([200, false]);
  },
);

describe("a tenant that sleeps", () => {
  const named = operations.filter((name) => declares(name, "TENANT_NOT_FOUND"));
  const refusing = named.filter((name) => declares(name, "TENANT_SUSPENDED"));

  test("can be found, looked after, brought back and put away, and nothing else", () => {
    expect(named.filter((name) => !refusing.includes(name))).toEqual([
      "searchTenants",
      "suspendTenant",
      "resumeTenant",
      "archiveTenant",
      "deleteTenant",
      "purgeTenant",
      "listChildren",
      "startJob",
      "aggregateUsage",
      "queryAuditLogs",
      "verifyAudit",
      "exportAuditLogs",
      "listApiKeys",
      "listRoles",
      "listWebhooks",
    ]);
  });

  test.each(refusing)("is refused by %s", async (operation) => {
    for (const [state, status, code] of [
      ["suspended", 403, "TENANT_SUSPENDED"],
      ["archived", 410, "TENANT_ARCHIVED"],
    ] as const) {
      const aim = theirs[state];
      const told = await send(base, await wireOf(operation, aim.tenant, aim), full());
      expect([told.status, told.code]).toEqual([status, code]);
    }
  });
});
