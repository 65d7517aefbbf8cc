/** The example, used as its README says, against a real control plane. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buildApp as buildControlPlane } from "@stratum-hq/control-plane";
import { Stratum } from "@stratum-hq/lib";
import { type StratumService, stratum } from "@stratum-hq/sdk";
import { testDatabase } from "@stratum-hq/testing/database";
import { SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "./app.ts";

const jwtSecret = "a secret of the tests that is long enough";
let close: () => Promise<unknown>;
let admin: StratumService["client"];
let url: string;
beforeAll(async () => {
  const { app_pool } = await testDatabase();
  const secrets = { key_secret: "k".repeat(32), token_secret: "t".repeat(32) };
  const engine = new Stratum({ pool: app_pool, ...secrets });
  await engine.initialize();
  const key = await engine.createApiKey(null, { name: "notes", scopes: ["admin"] });
  const plane = await buildControlPlane({ stratum: engine, config: { tokenSecret: secrets.token_secret } });
  const controlPlaneUrl = await plane.listen({ host: "127.0.0.1", port: 0 });
  const service = stratum({ controlPlaneUrl, apiKey: key.plaintext_key });
  admin = service.client;
  const server = buildApp(service, { jwtSecret }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = async () => {
    server.close();
    server.closeAllConnections();
    admin.close();
    await plane.close();
    await engine.close();
  };
});
afterAll(() => close());

async function notes(headers: Record<string, string>, text?: unknown): Promise<[number, unknown]> {
  const response = await fetch(`${url}/notes`, {
    headers: { ...headers, "content-type": "application/json" },
    ...(text !== undefined && { method: "POST", body: JSON.stringify({ text }) }),
  });
  return [response.status, await response.json()];
}
const as = ({ id }: { id: string }): Record<string, string> => ({ "x-tenant-id": id });
const refusal = async (headers: Record<string, string>): Promise<unknown[]> => {
  const [status, body] = await notes(headers);
  return [status, (body as { code: string }).code];
};

test("a tenant's notes are its own, up to the number that the config above allows", async () => {
  const reseller = await admin.createTenant({ name: "Reseller", slug: "reseller" });
  const plant = (name: string) =>
    admin.createTenant({ name, slug: name.toLowerCase(), parent_id: reseller.id });
  const [ann, bob] = [await plant("Ann"), await plant("Bob")];
  await admin.setConfig(reseller.id, "notes.max", { value: 1 });

  expect(await notes(as(ann), "mine")).toEqual([201, { id: 1, text: "mine" }]);
  expect(await notes(as(ann))).toEqual([200, [{ id: 1, text: "mine" }]]);
  expect(await notes(as(bob))).toEqual([200, []]);
  expect(await notes(as(ann), "one more")).toEqual([409, { error: "Ann may have 1 notes." }]);
  await admin.setConfig(reseller.id, "notes.max", { value: 2 });
  expect((await notes(as(ann), "one more"))[0]).toBe(201);
  expect((await notes(as(ann), {}))[0]).toBe(400);
});

test("who is no active tenant gets nothing, and health is for everyone", async () => {
  const asleep = await admin.createTenant({ name: "Asleep", slug: "asleep" });
  await admin.suspendTenant(asleep.id);
  expect(await refusal(as(asleep))).toEqual([403, "TENANT_SUSPENDED"]);
  expect(await refusal(as({ id: "00000000-0000-4000-8000-000000000000" }))).toEqual([
    404,
    "TENANT_NOT_FOUND",
  ]);
  expect((await fetch(`${url}/health`)).status).toBe(200);
});

test("a token names its tenant, and an invalid one opens nothing", async () => {
  const { id } = await admin.createTenant({ name: "Token", slug: "token" });
  const sign = (secret: string) =>
    new SignJWT({ tenant_id: id }).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(secret));
  expect(await notes({ authorization: `Bearer ${await sign(jwtSecret)}` }, "hello")).toEqual([
    201,
    { id: 1, text: "hello" },
  ]);
  const forged = { ...as({ id }), authorization: `Bearer ${await sign(`${jwtSecret}!`)}` };
  expect(await refusal(forged)).toEqual([401, "UNAUTHORIZED"]);
});
