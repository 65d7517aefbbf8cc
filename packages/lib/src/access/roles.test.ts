import { hold, newTenant, untilBlocked } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Stratum } from "../stratum.ts";

const secret = "a secret of the tests, of 32 characters or more";
const statements: string[] = [];
let stratum: Stratum;
let owner: Pool;
let root: string;
let leaf: string;
let n = 0;

beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  owner = pool;
  const on_query = (text: string): void => void statements.push(text);
  stratum = new Stratum({ pool: app_pool, key_secret: secret, token_secret: secret, on_query });
  await stratum.initialize();
});
beforeEach(async () => {
  root = (await stratum.createTenant(newTenant())).id;
  leaf = (await stratum.createTenant(newTenant({ parent_id: root }))).id;
});

const role = async (tenant: string | null, ...scopes: ("read" | "write" | "admin" | "secrets:read")[]) =>
  (await stratum.createRole(tenant, { name: `r${++n}`, scopes })).id;
const scopesOf = async (credential: string): Promise<string[]> =>
  (await stratum.authenticate(credential)).scopes;
const admin = (tenant_id: string, ...scopes: string[]) =>
  stratum.as({ tenant_id, scopes: ["admin", ...scopes], actor_type: "user", actor_id: "u" });

describe("authentication", () => {
  it("resolves the roles of a key in the one trip that looks the key up", async () => {
    const key = await stratum.createApiKey(leaf, { name: "x" });
    await stratum.assignRoleToKey(key.id, await role(root, "write", "read"));
    await stratum.assignRoleToKey(key.id, await role(null, "secrets:read"));
    statements.length = 0;
    expect(await scopesOf(key.plaintext_key)).toEqual(["read", "write", "secrets:read"]);
    expect(statements).toHaveLength(1);
  });

  it("resolves the roles of a token's subject, and the power of its key, in one trip", async () => {
    const key = await stratum.createApiKey(root, { name: "x", scopes: ["write"] });
    await stratum.assignRole(leaf, "ann", await role(root, "admin"));
    await stratum.assignRole(leaf, "ann", await role(root, "write"));
    const backend = stratum.as(await stratum.authenticate(key.plaintext_key));
    const { token } = await backend.createUiToken({ tenant_id: leaf, subject: "ann" });
    statements.length = 0;
    expect(await scopesOf(token)).toEqual(["read", "write"]);
    expect(statements).toHaveLength(1);
  });

  it("knows no roles of a role that moved away, of its tenant or of another one's person", async () => {
    const key = await stratum.createApiKey(leaf, { name: "x" });
    await stratum.assignRoleToKey(key.id, await role(root, "write"));
    await stratum.assignRole(leaf, "ann", await role(root, "write"));
    const { token } = await stratum.createUiToken({ tenant_id: leaf, subject: "ann" });
    const { token: namesake } = await stratum.createUiToken({ tenant_id: root, subject: "ann" });
    expect([await scopesOf(token), await scopesOf(namesake)]).toEqual([["read", "write"], ["read"]]);
    await stratum.moveTenant(leaf, null);
    expect([await scopesOf(key.plaintext_key), await scopesOf(token)]).toEqual([["read"], ["read"]]);
  });
});

describe("two at once", () => {
  it("a role that is raised while it is given is not given beyond what the giver holds", async () => {
    const id = await role(root, "read");
    const key = await stratum.createApiKey(leaf, { name: "x" });
    const raise = await hold(owner, "update stratum.roles set scopes = '{secrets:read}' where id = $1", [id]);
    const given = admin(root).assignRoleToKey(key.id, id);
    await untilBlocked(owner, 1);
    await Promise.all([
      expect(given).rejects.toMatchObject({ code: "FORBIDDEN", details: { scopes: ["secrets:read"] } }),
      raise.commit(),
    ]);
    expect(await scopesOf(key.plaintext_key)).toEqual(["read"]);
  });

  it("a role that is given while its key is rotated goes on to the new key only if the rotator holds it", async () => {
    const id = await role(root, "secrets:read");
    const key = await stratum.createApiKey(leaf, { name: "x" });
    const give = await hold(owner, "insert into stratum.role_keys (key_id, role_id) values ($1, $2)", [
      key.id,
      id,
    ]);
    const rotation = admin(root).rotateApiKey(key.id);
    await untilBlocked(owner, 1);
    await Promise.all([expect(rotation).rejects.toMatchObject({ code: "FORBIDDEN" }), give.commit()]);
    expect((await stratum.getApiKey(key.id)).replaced_by).toBeNull();
  });

  it("a role that is deleted while it is given is not there", async () => {
    const id = await role(root, "read");
    const key = await stratum.createApiKey(leaf, { name: "x" });
    const end = await hold(owner, "delete from stratum.roles where id = $1", [id]);
    const given = stratum.assignRoleToKey(key.id, id);
    await untilBlocked(owner, 1);
    await Promise.all([expect(given).rejects.toMatchObject({ code: "ROLE_NOT_FOUND" }), end.commit()]);
  });

  it("of two changes by the same version one wins", async () => {
    const id = await role(root, "read");
    const held = await hold(owner, "select from stratum.roles where id = $1 for update", [id]);
    const both = [1, 2].map((i) => stratum.updateRole(id, { name: `n${i}`, expected_version: 1 }));
    await untilBlocked(owner, 2);
    await held.commit();
    const ends = await Promise.allSettled(both);
    expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(ends.find((end) => end.status === "rejected")?.reason).toMatchObject({
      code: "VERSION_CONFLICT",
      details: { current: { version: 2 } },
    });
  });

  it("of two of the same name one is made", async () => {
    const make = () => stratum.createRole(root, { name: "Same", scopes: ["read"] });
    const ends = await Promise.allSettled([make(), make()]);
    expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(ends.find((end) => end.status === "rejected")?.reason).toMatchObject({
      code: "ROLE_ALREADY_EXISTS",
    });
  });
});

it("a name that is taken outside the view says nothing of it", async () => {
  const other = (await stratum.createTenant(newTenant())).id;
  await stratum.createRole(other, { name: "Taken", scopes: ["read"] });
  await expect(admin(root).createRole(other, { name: "Taken", scopes: ["read"] })).rejects.toMatchObject({
    code: "TENANT_NOT_FOUND",
  });
});
