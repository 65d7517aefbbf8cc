import {
  type ActorContext,
  ApiKeyNotFoundError,
  ForbiddenError,
  UnauthorizedError,
  ValidationError,
} from "@stratum-hq/core";
import { hold, newTenant, untilBlocked } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import { decodeJwt, SignJWT } from "jose";
import type { Pool } from "pg";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Stratum } from "../stratum.ts";

const key_secret = "k".repeat(32);
const token_secret = "t".repeat(32);
const INVALID = "The API key or token is not valid.";
let stratum: Stratum;
let pool: Pool;
let owner: Pool;
let root: string;
let leaf: string;
let other: string;
const statements: string[] = [];
const ahead = (ms: number): string => new Date(Date.now() + ms).toISOString();

beforeAll(async () => {
  const database = await testDatabase();
  pool = database.app_pool;
  owner = database.pool;
  stratum = new Stratum({ pool, key_secret, token_secret, on_query: (text) => statements.push(text) });
  await stratum.initialize();
});
beforeEach(async () => {
  root = (await stratum.createTenant(newTenant())).id;
  leaf = (await stratum.createTenant(newTenant({ parent_id: root }))).id;
  other = (await stratum.createTenant(newTenant())).id;
});

const admin = (tenant_id?: string): ActorContext => ({
  actor_id: "a",
  scopes: ["admin"],
  ...(tenant_id ? { tenant_id } : {}),
});
const refusal = async (credential: string): Promise<unknown> => {
  const error = await stratum.authenticate(credential).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UnauthorizedError);
  return (error as Error).message;
};

describe("keys", () => {
  it("authenticate as their tenant, with their scopes, in one trip", async () => {
    const key = await stratum.createApiKey(root, { name: "Backend", scopes: ["write", "secrets:read"] });
    expect(key).toMatchObject({
      name: "Backend",
      tenant_id: root,
      hint: key.plaintext_key.slice(-4),
      revoked_at: null,
      last_used_at: null,
    });
    expect(key.plaintext_key).toMatch(/^sk_live_[\w-]{49}$/);
    statements.length = 0;
    expect(await stratum.authenticate(key.plaintext_key)).toEqual({
      actor_type: "api_key",
      actor_id: key.id,
      tenant_id: root,
      scopes: ["write", "secrets:read"],
      expires_at: null,
      rate_limit: null,
    });
    expect(statements).toHaveLength(1);
  });

  it("of the platform have no tenant, and read only unless told otherwise", async () => {
    const { plaintext_key } = await stratum.createApiKey(null, { name: "Platform" });
    const actor = await stratum.authenticate(plaintext_key);
    expect(actor).not.toHaveProperty("tenant_id");
    expect(actor.scopes).toEqual(["read"]);
  });

  it("of a test environment say so in their text", async () => {
    const key = await stratum.createApiKey(root, { name: "CI", environment: "test", rate_limit: 60 });
    expect(key.plaintext_key).toMatch(/^sk_test_[\w-]{49}$/);
    const { plaintext_key, ...stored } = key;
    expect(await stratum.as(admin(root)).getApiKey(key.id)).toEqual(stored);
    expect(stored).toMatchObject({ environment: "test", rate_limit: 60 });
    expect((await stratum.authenticate(plaintext_key)).tenant_id).toBe(root);
    expect(await refusal(plaintext_key.replace("sk_test_", "sk_live_"))).toBe(INVALID);
    await expect(stratum.as(admin(other)).getApiKey(key.id)).rejects.toBeInstanceOf(ApiKeyNotFoundError);
  });

  it("reach the caller's own subtree when no tenant is named", async () => {
    expect((await stratum.as(admin(root)).createApiKey(null, { name: "Own" })).tenant_id).toBe(root);
    expect((await stratum.as(admin(root)).createApiKey(undefined, { name: "Own" })).tenant_id).toBe(root);
    expect((await stratum.as(admin()).createApiKey(null, { name: "All" })).tenant_id).toBeNull();
  });

  it("never hold more than their maker, nor reach beyond its subtree", async () => {
    const scoped = stratum.as(admin(root));
    await expect(
      scoped.createApiKey(leaf, { name: "x", scopes: ["read", "secrets:read"] }),
    ).rejects.toMatchObject({
      code: "FORBIDDEN",
      details: { scopes: ["secrets:read"] },
    });
    await expect(scoped.createApiKey(other, { name: "x" })).rejects.toMatchObject({
      code: "TENANT_NOT_FOUND",
    });
    await expect(
      stratum.as({ tenant_id: root, scopes: ["write"] }).createApiKey(root, { name: "x" }),
    ).rejects.toBeInstanceOf(ForbiddenError);
    expect((await scoped.listApiKeys()).data).toEqual([]);
  });

  it("need an active tenant and an expiry ahead", async () => {
    await expect(stratum.createApiKey(root, { name: "x", expires_at: ahead(-1000) })).rejects.toMatchObject({
      details: { errors: [{ path: "body.expires_at" }] },
    });
    await stratum.suspendTenant(leaf);
    await expect(stratum.createApiKey(leaf, { name: "x" })).rejects.toMatchObject({
      code: "TENANT_SUSPENDED",
    });
  });

  it("are stored as a hash and audited without key or hash", async () => {
    const { plaintext_key, id } = await stratum.createApiKey(
      root,
      { name: "Secret" },
      { actor_id: "u1", actor_type: "user" },
    );
    await stratum.revokeApiKey(id);
    const { rows: stored } = await owner.query(
      "select k::text as text, encode(key_hash, 'hex') as hash from stratum.api_keys k where id = $1",
      [id],
    );
    const { rows: audit } = await owner.query(
      "select action, actor_id, a::text as text from stratum.audit_log a where resource_id = $1 order by seq",
      [id],
    );
    expect(audit.map((row) => row.action)).toEqual(["access.key_created", "access.key_revoked"]);
    expect(audit[0].actor_id).toBe("u1");
    const clear = [...stored, ...audit].map((row) => row.text).join();
    expect(clear).not.toContain(plaintext_key);
    expect(audit.map((row) => row.text).join()).not.toContain(stored[0].hash);
  });

  it("that are malformed or mistyped cost no query", async () => {
    const { plaintext_key } = await stratum.createApiKey(root, { name: "x" });
    const mistyped = plaintext_key.replace(/.(?=.{10}$)/, (c) => (c === "A" ? "B" : "A"));
    statements.length = 0;
    for (const bad of ["sk_live_", "sk_live_short", mistyped, `${plaintext_key}x`])
      expect(await refusal(bad)).toBe(INVALID);
    expect(statements).toEqual([]);
  });

  it("that are unknown, revoked, expired, or of a tenant that is not active are refused in the same words", async () => {
    const make = (tenant: string, expires_at = ahead(3_600_000)) =>
      stratum.createApiKey(tenant, { name: "x", expires_at });
    const elsewhere = new Stratum({ pool, key_secret: "z".repeat(32) });
    await elsewhere.initialize();
    const unknown = (await elsewhere.createApiKey(root, { name: "x" })).plaintext_key;
    const [revoked, expired, suspended] = await Promise.all([make(root), make(root), make(leaf)]);
    expect(await stratum.authenticate(revoked.plaintext_key)).toMatchObject({
      expires_at: revoked.expires_at,
    });
    await stratum.revokeApiKey(revoked.id);
    await owner.query("update stratum.api_keys set expires_at = now() where id = $1", [expired.id]);
    await stratum.suspendTenant(leaf);
    for (const key of [unknown, revoked.plaintext_key, expired.plaintext_key, suspended.plaintext_key])
      expect(await refusal(key)).toBe(INVALID);
  });

  it("note their use at most once a minute, and never wait to do so", async () => {
    const { id, plaintext_key } = await stratum.createApiKey(root, { name: "x" });
    const used = async () =>
      (await owner.query("select last_used_at from stratum.api_keys where id = $1", [id])).rows[0]
        .last_used_at;
    const held = await hold(owner, "select from stratum.api_keys where id = $1 for update", [id]);
    await stratum.authenticate(plaintext_key);
    await held.commit();
    expect(await used()).toBeNull();
    await stratum.authenticate(plaintext_key);
    const first = await used();
    expect(first).toBeInstanceOf(Date);
    await stratum.authenticate(plaintext_key);
    expect(await used()).toEqual(first);
    await owner.query("update stratum.api_keys set last_used_at = now() - interval '61 s' where id = $1", [
      id,
    ]);
    await stratum.authenticate(plaintext_key);
    expect((await used()).getTime()).toBeGreaterThanOrEqual(first.getTime());
  });

  it("are listed for those who see their tenant, newest first, page by page", async () => {
    const made = [];
    for (const tenant of [root, leaf, leaf, other, null])
      made.push((await stratum.createApiKey(tenant, { name: "x" })).id);
    const scoped = stratum.as(admin(root));
    const first = await scoped.listApiKeys({ limit: 2 });
    const rest = await scoped.listApiKeys({ limit: 2, cursor: first.next_cursor ?? undefined });
    expect([...first.data, ...rest.data].map((key) => key.id)).toEqual(made.slice(0, 3).reverse());
    expect(rest.has_more).toBe(false);
    expect(first.data[0]).not.toHaveProperty("key_hash");
    expect((await stratum.listApiKeys({ limit: 5 })).data.map((key) => key.id)).toEqual([...made].reverse());
  });

  it("are revoked once, and only by those who see them", async () => {
    const { id } = await stratum.createApiKey(leaf, { name: "x" });
    const platform = await stratum.createApiKey(null, { name: "x" });
    for (const [caller, target] of [
      [other, id],
      [root, platform.id],
      [root, leaf],
    ] as const) {
      await expect(stratum.as(admin(caller)).revokeApiKey(target)).rejects.toBeInstanceOf(
        ApiKeyNotFoundError,
      );
    }
    const revoked = await stratum.as(admin(root)).revokeApiKey(id);
    expect(revoked.revoked_at).toEqual(expect.any(String));
    expect(await stratum.revokeApiKey(id)).toEqual(revoked);
    const { rows } = await owner.query(
      "select 1 from stratum.audit_log where resource_id = $1 and action = 'access.key_revoked'",
      [id],
    );
    expect(rows).toHaveLength(1);
    expect((await stratum.listApiKeys({ limit: 1 })).data[0]).toMatchObject({
      id: platform.id,
      revoked_at: null,
    });
  });

  it("revoked by two at once are revoked once", async () => {
    const { id } = await stratum.createApiKey(root, { name: "x" });
    const held = await hold(owner, "select from stratum.api_keys where id = $1 for update", [id]);
    const both = [stratum.revokeApiKey(id), stratum.revokeApiKey(id)];
    await untilBlocked(owner, 2);
    await held.commit();
    const [first, second] = await Promise.all(both);
    expect(first).toEqual(second);
    const { rows } = await owner.query(
      "select 1 from stratum.audit_log where resource_id = $1 and action = 'access.key_revoked'",
      [id],
    );
    expect(rows).toHaveLength(1);
  });
});

describe("rotation", () => {
  it("gives a new key in the old one's place, and audits both", async () => {
    const old = await stratum.createApiKey(root, { name: "x", scopes: ["write"] });
    const made = await stratum.rotateApiKey(old.id, { overlap_seconds: 60 }, { actor_id: "u1" });
    expect((await stratum.authenticate(old.plaintext_key)).actor_id).toBe(old.id);
    expect((await stratum.authenticate(made.plaintext_key)).actor_id).toBe(made.id);
    const { rows } = await owner.query(
      `select action, resource_id as id, actor_id, before ->> 'replaced_by' as before, after ->> 'replaced_by' as after
       from stratum.audit_log where resource_id in ($1, $2) and actor_id = 'u1' order by action`,
      [old.id, made.id],
    );
    expect(rows).toEqual([
      { action: "access.key_created", id: made.id, actor_id: "u1", before: null, after: null },
      { action: "access.key_rotated", id: old.id, actor_id: "u1", before: null, after: made.id },
    ]);
  });

  it("lets the old key and the tokens got by it end with the overlap", async () => {
    const old = await stratum.createApiKey(root, { name: "x" });
    const { token } = await stratum.as(await stratum.authenticate(old.plaintext_key)).createUiToken();
    const made = await stratum.rotateApiKey(old.id);
    await stratum.authenticate(token);
    await owner.query("update stratum.api_keys set expires_at = now() where id = $1", [old.id]);
    for (const credential of [old.plaintext_key, token]) expect(await refusal(credential)).toBe(INVALID);
    await stratum.authenticate(made.plaintext_key);
  });

  it("by two at once happens once", async () => {
    const { id } = await stratum.createApiKey(root, { name: "x" });
    const held = await hold(owner, "select from stratum.api_keys where id = $1 for update", [id]);
    const both = [stratum.rotateApiKey(id), stratum.rotateApiKey(id)];
    await untilBlocked(owner, 2);
    await held.commit();
    const ends = await Promise.allSettled(both);
    expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(ends.find((end) => end.status === "rejected")?.reason).toMatchObject({
      code: "API_KEY_INVALID_STATE",
      details: { state: "rotated" },
    });
    const { rows } = await owner.query("select from stratum.api_keys where tenant_id = $1", [root]);
    expect(rows).toHaveLength(2);
  });

  it("of a key that is revoked meanwhile does not happen", async () => {
    const { id } = await stratum.createApiKey(root, { name: "x" });
    const held = await hold(owner, "update stratum.api_keys set revoked_at = now() where id = $1", [id]);
    const rotation = stratum.rotateApiKey(id);
    await untilBlocked(owner, 1);
    await Promise.all([
      expect(rotation).rejects.toMatchObject({ details: { state: "revoked" } }),
      held.commit(),
    ]);
  });

  it("refuses what the caller does not hold, and changes nothing then", async () => {
    const { id } = await stratum.createApiKey(leaf, { name: "x", scopes: ["secrets:read"] });
    await expect(stratum.as(admin(root)).rotateApiKey(id)).rejects.toMatchObject({
      code: "FORBIDDEN",
      details: { scopes: ["secrets:read"] },
    });
    await expect(stratum.as(admin(other)).rotateApiKey(id)).rejects.toBeInstanceOf(ApiKeyNotFoundError);
    expect(await stratum.getApiKey(id)).toMatchObject({ replaced_by: null, expires_at: null });
  });
});

describe("dormant keys", () => {
  it("are those that still work, and were neither made nor used in so many days", async () => {
    const make = async (tenant: string, made_days: number, used_days: number | null, end = "") => {
      const { id } = await stratum.createApiKey(tenant, { name: "x" });
      await owner.query(
        `update stratum.api_keys set created_at = now() - make_interval(days => $2),
           last_used_at = now() - make_interval(days => $3) ${end} where id = $1`,
        [id, made_days, used_days],
      );
      return id;
    };
    const unused = await make(root, 31, null);
    const lapsed = await make(leaf, 90, 31);
    await make(root, 90, 29);
    await make(root, 29, null);
    await make(root, 90, null, ", revoked_at = now()");
    await make(root, 90, null, ", expires_at = now()");
    await make(other, 90, null);
    const scoped = stratum.as(admin(root));
    const dormant = async (days?: number) => (await scoped.listDormantKeys(days)).data.map((key) => key.id);
    expect(await dormant(30)).toEqual([lapsed, unused]);
    expect(await dormant()).toEqual([]);
    expect(await dormant(89)).toEqual([]);
    const first = await scoped.listDormantKeys(30, { limit: 1 });
    const rest = await scoped.listDormantKeys(30, { limit: 1, cursor: first.next_cursor ?? undefined });
    expect([...first.data, ...rest.data].map((key) => key.id)).toEqual([lapsed, unused]);
    await expect(scoped.listDormantKeys(0)).rejects.toBeInstanceOf(ValidationError);
  });
});

describe("UI tokens", () => {
  const asKey = async (scopes: ("read" | "write" | "admin")[] = ["write"]) => {
    const key = await stratum.createApiKey(root, { name: "Backend", scopes });
    return { key, backend: stratum.as(await stratum.authenticate(key.plaintext_key)) };
  };

  it("stand for a person in a subtree for five minutes, and authenticate in one trip", async () => {
    const { key, backend } = await asKey();
    const { token, expires_at } = await backend.createUiToken({
      tenant_id: leaf,
      subject: "ada",
      scopes: ["write"],
    });
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      sub: "ada",
      tenant_id: leaf,
      scopes: ["write"],
      key_id: key.id,
      iat: expect.any(Number),
      exp: Number(claims.iat) + 300,
    });
    statements.length = 0;
    expect(await stratum.authenticate(token)).toEqual({
      actor_type: "ui_token",
      actor_id: "ada",
      key_id: key.id,
      tenant_id: leaf,
      scopes: ["write"],
      expires_at,
    });
    expect(statements).toHaveLength(1);
  });

  it("take subtree, subject and scope from the caller's when nothing is said", async () => {
    const { key, backend } = await asKey();
    expect(await stratum.authenticate((await backend.createUiToken()).token)).toMatchObject({
      actor_id: key.id,
      tenant_id: root,
      scopes: ["read"],
    });
    expect(await stratum.authenticate((await stratum.createUiToken({})).token)).not.toHaveProperty(
      "tenant_id",
    );
  });

  it("never hold or reach more than their maker", async () => {
    const { backend } = await asKey();
    await expect(backend.createUiToken({ scopes: ["admin"] })).rejects.toBeInstanceOf(ForbiddenError);
    await expect(backend.createUiToken({ tenant_id: other })).rejects.toMatchObject({
      code: "TENANT_NOT_FOUND",
    });
    await expect(backend.createUiToken({ ttl_seconds: 3601 })).rejects.toBeInstanceOf(ValidationError);
    await stratum.suspendTenant(leaf);
    await expect(backend.createUiToken({ tenant_id: leaf })).rejects.toMatchObject({
      code: "TENANT_SUSPENDED",
    });
  });

  it("cannot be exchanged for another", async () => {
    const { backend } = await asKey();
    const browser = stratum.as(await stratum.authenticate((await backend.createUiToken()).token));
    await expect(browser.createUiToken()).rejects.toBeInstanceOf(ForbiddenError);
  });

  it("end with the key that they were got by", async () => {
    const [revoked, expired] = [await asKey(), await asKey()];
    const tokens = await Promise.all(
      [revoked, expired].map(({ backend }) => backend.createUiToken({ tenant_id: leaf })),
    );
    await stratum.revokeApiKey(revoked.key.id);
    await owner.query("update stratum.api_keys set expires_at = now() where id = $1", [expired.key.id]);
    for (const { token } of tokens) expect(await refusal(token)).toBe(INVALID);
  });

  it("end when their tenant is no longer active, or leaves the key's subtree", async () => {
    const { backend } = await asKey();
    const { token } = await backend.createUiToken({ tenant_id: leaf });
    await stratum.suspendTenant(leaf);
    expect(await refusal(token)).toBe(INVALID);
    await stratum.resumeTenant(leaf);
    await stratum.authenticate(token);
    await stratum.moveTenant(leaf, other);
    expect(await refusal(token)).toBe(INVALID);
  });

  it("say so when they have expired, and only then, without a query", async () => {
    const sign = (secret: string, exp: number, typ = "stratum-ui+jwt") =>
      new SignJWT({ scopes: ["admin"] })
        .setProtectedHeader({ alg: "HS256", typ })
        .setSubject("x")
        .setExpirationTime(exp)
        .sign(new TextEncoder().encode(secret));
    const now = Math.floor(Date.now() / 1000);
    const wrong = "w".repeat(32);
    const none =
      `${btoa('{"alg":"none","typ":"stratum-ui+jwt"}')}.${btoa(`{"sub":"x","scopes":["admin"],"exp":${now + 60}}`)}.`.replaceAll(
        "=",
        "",
      );
    statements.length = 0;
    expect(await refusal(await sign(token_secret, now - 1))).toBe("The token has expired.");
    for (const bad of [
      await sign(wrong, now + 60),
      await sign(wrong, now - 1),
      await sign(token_secret, now + 60, "JWT"),
      none,
      "garbage",
      "",
    ]) {
      expect(await refusal(bad)).toBe(INVALID);
    }
    expect(statements).toEqual([]);
  });
});

describe("the session", () => {
  it("tells who calls, how far it reaches and until when", async () => {
    const { token, expires_at } = await stratum.createUiToken({
      tenant_id: root,
      subject: "ada",
      scopes: ["write"],
    });
    expect(await stratum.as(await stratum.authenticate(token)).getSession()).toEqual({
      actor_type: "ui_token",
      actor_id: "ada",
      tenant_id: root,
      scopes: ["write"],
      expires_at,
    });
    expect(await stratum.getSession()).toEqual({
      actor_type: "system",
      actor_id: "system",
      tenant_id: null,
      scopes: ["read", "write", "admin", "secrets:read"],
      expires_at: null,
    });
  });
});

describe("secrets", () => {
  it("shorter than 32 characters are refused, without telling them", () => {
    expect(() => new Stratum({ pool, key_secret: "hunter2" })).toThrow(
      "key_secret must have at least 32 characters; this one has 7.",
    );
    expect(() => new Stratum({ pool, token_secret: "t".repeat(31) })).toThrow("token_secret");
  });

  it("are asked for by what needs them, and by nothing else", async () => {
    const bare = new Stratum({ pool });
    await bare.initialize();
    await expect(bare.createApiKey(root, { name: "x" })).rejects.toThrow(
      "API keys need a secret: give { key_secret }",
    );
    await expect(bare.createUiToken({})).rejects.toThrow("UI tokens need a secret: give { token_secret }");
    await expect(bare.listApiKeys({ limit: 1 })).resolves.toHaveProperty("data");
  });
});
