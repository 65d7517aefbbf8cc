/** Tokens of an identity provider, over HTTP: what is taken for whom, and everything that must not be taken. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { Stratum } from "@stratum-hq/lib";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";
import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Forest, NOBODY, plantForest, type TestApp, TOKEN_SECRET, testApp } from "../test-app.ts";

const SECRET = "a secret that the identity provider shares";
const INVALID = "The API key or token is not valid.";
const now = (): number => Math.floor(Date.now() / 1000);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
type Claims = Record<string, unknown>;
const about = { issuer: "https://id.example", audience: "stratum" };
const apps: TestApp[] = [];
afterAll(async () => {
  for (const { app } of apps) await app.close();
});
afterEach(() => vi.useRealTimers());

interface World {
  t: TestApp;
  forest: Forest;
}
async function world(jwt: ConstructorParameters<typeof Stratum>[0]["jwt"]): Promise<World> {
  const t = await testApp({}, undefined, { ...(jwt && { jwt }) });
  apps.push(t);
  return {
    t,
    forest: await plantForest(
      t.stratum,
      (await t.stratum.createTenant({ name: "R", slug: `r${apps.length}` })).id,
    ),
  };
}
const session = ({ t }: World, token: string) =>
  t.call("getSession", {}, { authorization: `Bearer ${token}` });
const refusal = async (w: World, token: string) => {
  const { status, body } = await session(w, token);
  return [status, body.detail];
};

/** Signs claims that are right but for what is given. */
const sign = (
  claims: Claims,
  key: Parameters<SignJWT["sign"]>[0] = bytes(SECRET),
  header: { alg: string; kid?: string; typ?: string } = { alg: "HS256" },
): Promise<string> =>
  new SignJWT({
    iss: about.issuer,
    aud: about.audience,
    sub: "ann",
    exp: now() + 60,
    scopes: ["read", "write"],
    ...claims,
  })
    .setProtectedHeader(header)
    .sign(key);

describe("by a secret", () => {
  let w: World;
  let mine: Claims;
  beforeAll(async () => {
    w = await world({ secret: SECRET, ...about });
    mine = { tenant_id: w.forest.acme.id };
  });

  test("a token stands for its subject, in its tenant, with its scopes, until it ends", async () => {
    const exp = now() + 90;
    const { status, body } = await session(w, await sign({ ...mine, exp }));
    expect([status, body]).toEqual([
      200,
      {
        actor_type: "user",
        actor_id: "ann",
        tenant_id: w.forest.acme.id,
        scopes: ["read", "write"],
        expires_at: new Date(exp * 1000).toISOString(),
      },
    ]);
  });

  test("it reaches no further than its tenant, does no more than its scopes, and stands in the audit log", async () => {
    const headers = { authorization: `Bearer ${await sign({ ...mine, tenant_id: w.forest.north.id })}` };
    const get = (id: string) => w.t.call("getTenant", { params: { id } }, headers);
    expect((await get(w.forest.site.id)).status).toBe(200);
    for (const { id } of [w.forest.acme, w.forest.other]) expect((await get(id)).status).toBe(404);
    const body = { name: "New", slug: "new", parent_id: w.forest.north.id };
    const made = await w.t.call("createTenant", { body }, headers);
    expect(made.status).toBe(201);
    expect((await w.t.call("listApiKeys", {}, headers)).status).toBe(403);
    const { rows } = await w.t.owner.query(
      "select actor_type, actor_id from stratum.audit_log where resource_id = $1",
      [made.body.id],
    );
    expect(rows).toEqual([{ actor_type: "user", actor_id: "ann" }]);
  });

  test.each([
    ["a string of words", "read openid secrets:read", ["read", "secrets:read"]],
    ["words of other servers only", ["profile", "Admin"], []],
    ["an empty list", [], []],
  ])("of scopes that are %s those of ours are held", async (_what, scopes, held) => {
    const headers = { authorization: `Bearer ${await sign({ ...mine, scopes })}` };
    const { status, body } = await w.t.call("getSession", {}, headers);
    if (held.length > 0) expect(body.scopes).toEqual(held);
    else expect([status, body.code]).toEqual([403, "FORBIDDEN"]);
  });

  test("without a scopes claim its subject's roles in its tenant count; with one, nothing but the claim", async () => {
    const { stratum } = w.t;
    const role = await stratum.createRole(w.forest.acme.id, { name: "Editors", scopes: ["write"] });
    const without = await sign({ ...mine, sub: "eve", scopes: undefined });
    expect((await session(w, without)).body.code).toBe("FORBIDDEN");
    await stratum.assignRole(w.forest.acme.id, "eve", role.id);
    expect((await session(w, without)).body).toMatchObject({ actor_id: "eve", scopes: ["write"] });
    const below = { sub: "eve", scopes: undefined, tenant_id: w.forest.north.id };
    expect((await session(w, await sign(below))).status).toBe(403);
    const limited = await session(w, await sign({ ...mine, sub: "eve", scopes: ["read"] }));
    expect(limited.body.scopes).toEqual(["read"]);
    await stratum.deleteRole(role.id);
    expect((await session(w, without)).status).toBe(403);
  });

  test("a tenant that is not active lets nobody in, and an unknown one neither", async () => {
    for (const id of [w.forest.asleep.id, w.forest.gone.id, NOBODY])
      expect(await refusal(w, await sign({ tenant_id: id }))).toEqual([401, INVALID]);
  });

  test.each<[string, Claims, RegExp]>([
    ["expired", { exp: now() - 6 }, /^The token has expired\.$/],
    ["not valid yet", { nbf: now() + 60 }, /^The token is not valid yet\.$/],
    ["another issuer's", { iss: "https://evil.example" }, /not meant for this server.*"iss"/],
    ["without an issuer", { iss: undefined }, /"iss"/],
    ["meant for another server", { aud: "billing" }, /not meant for this server.*"aud"/],
    ["without an end", { exp: undefined }, /"exp"/],
    ["without a subject", { sub: undefined }, /"sub"/],
    ["of nobody", { sub: "" }, /"sub"/],
    ["of a subject that is too long", { sub: "x".repeat(256) }, /"sub"/],
    ["without a tenant", { tenant_id: undefined }, /"tenant_id"/],
    ["of no tenant", { tenant_id: null }, /"tenant_id"/],
    ["of a tenant by name", { tenant_id: "acme" }, /"tenant_id"/],
    ["with scopes that are none", { scopes: { admin: true } }, /"scopes"/],
    ["with scopes that are numbers", { scopes: [1] }, /"scopes"/],
  ])("one that is %s is refused, and says why", async (_what, claims, why) => {
    const [status, detail] = await refusal(w, await sign({ ...mine, ...claims }));
    expect(status).toBe(401);
    expect(detail).toMatch(why);
  });

  test("clocks may be a few seconds apart", async () => {
    for (const claims of [{ exp: now() - 1 }, { nbf: now() + 3 }])
      expect((await session(w, await sign({ ...mine, ...claims }))).status).toBe(200);
  });

  test("what is not signed by it says nothing of why", async () => {
    const good = await sign({ ...mine, exp: now() + 60 });
    const [head, claims, signature] = good.split(".") as [string, string, string];
    const wide = part({ ...JSON.parse(Buffer.from(claims, "base64url").toString()), scopes: ["admin"] });
    const none = part({ alg: "none", typ: "JWT" });
    const pair = await generateKeyPair("RS256");
    for (const bad of [
      await sign(mine, bytes("w".repeat(32))),
      await sign({ ...mine, exp: now() - 60 }, bytes("w".repeat(32))),
      await sign(mine, pair.privateKey, { alg: "RS256" }),
      await sign(mine, bytes(SECRET), { alg: "HS512" }),
      `${none}.${claims}.`,
      `${none}.${claims}.${signature}`,
      `${head}.${wide}.${signature}`,
      `${head}.${claims}.`,
      `${head}.${claims}`,
      "a.b.c",
      `${"x".repeat(4000)}.y.z`,
    ]) {
      expect(await refusal(w, bad), bad).toEqual([401, INVALID]);
    }
  });

  test("UI tokens work beside it, and neither secret signs for the other", async () => {
    const { token } = await w.t.stratum.createUiToken({ tenant_id: w.forest.acme.id });
    expect((await session(w, token)).body.actor_type).toBe("ui_token");
    const ui = { alg: "HS256", typ: "stratum-ui+jwt" };
    expect(await refusal(w, await sign(mine, bytes(SECRET), ui))).toEqual([401, INVALID]);
    expect(await refusal(w, await sign(mine, bytes(TOKEN_SECRET)))).toEqual([401, INVALID]);
  });

  test("what it is exchanged for never outlives it, nor holds more", async () => {
    const exp = now() + 40;
    const headers = { authorization: `Bearer ${await sign({ ...mine, exp })}` };
    const long = await w.t.call("createUiToken", { body: { ttl_seconds: 3600 } }, headers);
    expect(long.status).toBe(201);
    expect(Date.parse(long.body.expires_at)).toBeLessThanOrEqual(exp * 1000);
    const wide = await w.t.call("createUiToken", { body: { scopes: ["admin"] } }, headers);
    expect([wide.status, wide.body.code]).toEqual([403, "FORBIDDEN"]);
    const far = await w.t.call("createUiToken", { body: { tenant_id: w.forest.other.id } }, headers);
    expect(far.status).toBe(404);
  });
});

test("claims may have names of their own", async () => {
  const w = await world({ secret: SECRET, tenant_claim: "https://acme.example/org", scopes_claim: "scope" });
  const claims = { "https://acme.example/org": w.forest.acme.id, scope: "read", scopes: ["admin"] };
  expect((await session(w, await sign(claims))).body).toMatchObject({
    tenant_id: w.forest.acme.id,
    scopes: ["read"],
  });
  expect(await refusal(w, await sign({ tenant_id: w.forest.acme.id }))).toEqual([
    401,
    expect.stringContaining("https://acme.example/org"),
  ]);
});

test("without a provider its tokens are refused", async () => {
  const w = await world(undefined);
  expect(await refusal(w, await sign({ tenant_id: w.forest.acme.id }))).toEqual([401, INVALID]);
});

describe("by public keys", () => {
  let provider: Server;
  /** What the provider answers with. */
  let offered: { status: number; body: unknown };
  let fetched: number;
  const listen = async (port = 0): Promise<number> => {
    provider = createServer((_request, response) => {
      fetched += 1;
      response.writeHead(offered.status, { "content-type": "application/json", location: "/elsewhere" });
      response.end(typeof offered.body === "string" ? offered.body : JSON.stringify(offered.body));
    }).listen(port, "127.0.0.1");
    await once(provider, "listening");
    return (provider.address() as { port: number }).port;
  };
  const hangUp = (): Promise<void> =>
    new Promise((resolve) => {
      provider.close(() => resolve());
      provider.closeAllConnections();
    });

  const pairs = {} as Record<"rsa" | "ec" | "other" | "ed", Awaited<ReturnType<typeof generateKeyPair>>>;
  let keys: { keys: object[] };
  let port: number;
  beforeAll(async () => {
    fetched = 0;
    pairs.rsa = await generateKeyPair("RS256");
    pairs.ec = await generateKeyPair("ES256");
    pairs.other = await generateKeyPair("ES256");
    pairs.ed = await generateKeyPair("EdDSA");
    const jwk = async (kid: string, pair: keyof typeof pairs, alg: string) => ({
      ...(await exportJWK(pairs[pair].publicKey)),
      kid,
      alg,
      use: "sig",
    });
    keys = {
      keys: [await jwk("r1", "rsa", "RS256"), await jwk("e1", "ec", "ES256"), await jwk("d1", "ed", "EdDSA")],
    };
    offered = { status: 200, body: keys };
    port = await listen();
  });
  afterAll(hangUp);

  const provided = (): Promise<World> => world({ jwks_url: `http://127.0.0.1:${port}/keys`, ...about });
  const byRsa = (claims: Claims, kid = "r1") => sign(claims, pairs.rsa.privateKey, { alg: "RS256", kid });
  const byEc = (claims: Claims, kid = "e1") => sign(claims, pairs.ec.privateKey, { alg: "ES256", kid });

  test("RS256 and ES256 are taken, and the keys fetched once", async () => {
    const w = await provided();
    const mine = { tenant_id: w.forest.acme.id };
    fetched = 0;
    const tokens = [await byRsa(mine), await byEc(mine), await byRsa(mine)];
    expect(await Promise.all(tokens.map(async (token) => (await session(w, token)).status))).toEqual([
      200, 200, 200,
    ]);
    expect((await session(w, await byEc(mine))).status).toBe(200);
    expect(fetched).toBe(1);
  });

  test("no public key is ever taken for a secret, and no other algorithm taken at all", async () => {
    const w = await provided();
    const claims = {
      iss: about.issuer,
      aud: about.audience,
      sub: "ann",
      exp: now() + 60,
      scopes: ["admin"],
      tenant_id: w.forest.acme.id,
    };
    const spki = await exportSPKI(pairs.rsa.publicKey);
    const hmac = (secret: string): string => {
      const text = `${part({ alg: "HS256", kid: "r1" })}.${part(claims)}`;
      return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
    };
    for (const bad of [
      hmac(spki),
      hmac(JSON.stringify(keys.keys[0])),
      hmac(""),
      `${part({ alg: "none", kid: "r1" })}.${part(claims)}.`,
      await sign(claims, pairs.ed.privateKey, { alg: "EdDSA", kid: "d1" }),
      // A key that the token brings with it.
      await new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: "e1", jwk: await exportJWK(pairs.other.publicKey) })
        .sign(pairs.other.privateKey),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: "e1", jku: `http://127.0.0.1:${port}/evil` })
        .sign(pairs.other.privateKey),
    ]) {
      expect(await refusal(w, bad), bad).toEqual([401, INVALID]);
    }
  });

  test("a key id that nobody has is refused, one of another kind too, and a rotated key is found later", async () => {
    const w = await provided();
    const mine = { tenant_id: w.forest.acme.id };
    expect((await session(w, await byEc(mine))).status).toBe(200);
    expect(await refusal(w, await byEc(mine, "e2"))).toEqual([401, INVALID]);
    expect(await refusal(w, await byEc(mine, "r1"))).toEqual([401, INVALID]);
    const next = { ...(await exportJWK(pairs.other.publicKey)), kid: "e2", alg: "ES256" };
    offered = { status: 200, body: { keys: [...keys.keys, next] } };
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
    const rotated = await sign(mine, pairs.other.privateKey, { alg: "ES256", kid: "e2" });
    expect((await session(w, rotated)).status).toBe(200);
    offered = { status: 200, body: keys };
  });

  test.each<[string, (() => Promise<void>) | typeof offered]>([
    ["does not answer", hangUp],
    ["answers with an error", { status: 500, body: "" }],
    ["sends somewhere else", { status: 302, body: "" }],
    ["answers with no keys", { status: 200, body: "<html>" }],
  ])("while the provider %s nobody is judged: 503, and again when it is back", async (_what, fail) => {
    const w = await provided();
    const token = await byRsa({ tenant_id: w.forest.acme.id });
    if (typeof fail === "function") await fail();
    else offered = fail;
    const { status, body, headers } = await session(w, token);
    expect([status, body.code, headers["retry-after"]]).toEqual([503, "IDENTITY_UNAVAILABLE", "1"]);
    expect(JSON.stringify(body)).not.toContain("127.0.0.1");
    // Whoever needs no provider is served.
    expect((await w.t.call("getSession")).status).toBe(200);
    offered = { status: 200, body: keys };
    if (!provider.listening) await listen(port);
    expect((await session(w, token)).status).toBe(200);
  });

  test("keys that were fetched serve on while the provider is away", async () => {
    const w = await provided();
    const mine = { tenant_id: w.forest.acme.id };
    expect((await session(w, await byRsa(mine))).status).toBe(200);
    await hangUp();
    expect((await session(w, await byEc(mine))).status).toBe(200);
    await listen(port);
  });
});

test.each([
  [{}, /secret or a jwks_url/],
  [{ secret: SECRET, jwks_url: "https://id.example" }, /not both/],
  [{ secret: "short" }, /32 characters; this one has 5/],
  [{ secret: TOKEN_SECRET }, /another than token_secret/],
  [{ jwks_url: "https://id.example" }, /issuer and audience/],
])("an engine that is told %j of a provider does not start", (jwt, why) => {
  expect(() => new Stratum({ pool: new Pool(), token_secret: TOKEN_SECRET, jwt })).toThrow(why);
});
