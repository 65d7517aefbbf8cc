/** How tokens are verified: by a secret, by public keys at a URL, or by the application itself. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { UnauthorizedError } from "@stratum-hq/core/client";
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterEach, expect, test } from "vitest";
import { UnavailableError } from "./errors.ts";
import type { TokenOptions } from "./options.ts";
import { createVerifier } from "./token.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server of keys; its keys may be changed. `null`: it answers 500. */
async function keyServer(keys: JWK[] | null) {
  const state = { keys, fetches: 0, url: "" };
  const server = createServer((_request, response) => {
    state.fetches++;
    if (state.keys === null) return void response.writeHead(500).end();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: state.keys }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  return state;
}
/** A pair of keys: the public one for the server, and a way to sign with the other. */
async function pair(alg: string, kid: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const sign = (claims = {}): Promise<string> =>
    new SignJWT({ sub: "ann", ...claims }).setProtectedHeader({ alg, kid }).sign(privateKey);
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg }, publicKey, sign };
}
const verifier = (options: TokenOptions): ((token: string) => Promise<unknown>) =>
  createVerifier(options) ?? expect.fail("no verifier");
const bySecret = (secret: string | Uint8Array, claims = {}): Promise<string> =>
  new SignJWT({ sub: "ann", ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(typeof secret === "string" ? new TextEncoder().encode(secret) : secret);

test.each(["RS256", "PS256", "ES256", "EdDSA"])("%s by public keys, which are fetched once", async (alg) => {
  const { jwk, sign } = await pair(alg, "k1");
  const server = await keyServer([jwk]);
  const verify = verifier({ jwksUrl: server.url });
  await expect(Promise.all([verify(await sign()), verify(await sign({ n: 1 }))])).resolves.toMatchObject([
    { sub: "ann" },
    { n: 1 },
  ]);
  expect(server.fetches).toBe(1);
});

test("a key that is not among them is no key", async () => {
  const known = await pair("ES256", "k1");
  const server = await keyServer([known.jwk]);
  const verify = verifier({ jwksUrl: new URL(server.url) });
  const others = [(await pair("ES256", "k1")).sign(), (await pair("ES256", "k2")).sign()];
  for (const token of others) await expect(verify(await token)).rejects.toThrow(UnauthorizedError);
});

test("a public key is no shared secret", async () => {
  const { jwk, publicKey } = await pair("RS256", "k1");
  const verify = verifier({ jwksUrl: (await keyServer([jwk])).url });
  await expect(verify(await bySecret(await exportSPKI(publicKey)))).rejects.toThrow(UnauthorizedError);
});

test("keys that cannot be fetched say nothing about the token, and are fetched again", async () => {
  const { jwk, sign } = await pair("ES256", "k1");
  const server = await keyServer(null);
  const verify = verifier({ jwksUrl: server.url });
  await expect(verify(await sign())).rejects.toThrow(UnavailableError);
  server.keys = [jwk];
  await expect(verify(await sign())).resolves.toMatchObject({ sub: "ann" });
  await expect(verifier({ jwksUrl: "http://127.0.0.1:1/" })(await sign())).rejects.toThrow(UnavailableError);
});

test("issuer and audience are checked where they are given", async () => {
  const secret = "a secret of the tests that is long enough";
  const verify = verifier({ jwtSecret: secret, jwtIssuer: "https://id.example.com", jwtAudience: ["notes"] });
  const token = (iss: string, aud: string): Promise<string> => bySecret(secret, { iss, aud });
  await expect(verify(await token("https://id.example.com", "notes"))).resolves.toMatchObject({ sub: "ann" });
  await expect(verify(await token("https://evil.example.com", "notes"))).rejects.toThrow(UnauthorizedError);
  await expect(verify(await token("https://id.example.com", "bills"))).rejects.toThrow(UnauthorizedError);
  await expect(verify(await bySecret(secret))).rejects.toThrow(UnauthorizedError);
});

test("a secret may be text or bytes; its tokens are HS256 and nothing else", async () => {
  const bytes = crypto.getRandomValues(new Uint8Array(64));
  await expect(verifier({ jwtSecret: bytes })(await bySecret(bytes))).resolves.toMatchObject({ sub: "ann" });
  const stronger = await new SignJWT({}).setProtectedHeader({ alg: "HS512" }).sign(bytes);
  await expect(verifier({ jwtSecret: bytes })(stronger)).rejects.toThrow(UnauthorizedError);
});

test("an expired token says so, any other fault is not told", async () => {
  const secret = "a secret of the tests that is long enough";
  const verify = verifier({ jwtSecret: secret });
  await expect(verify(await bySecret(secret, { exp: 1 }))).rejects.toThrow("The token has expired.");
  await expect(verify(await bySecret(secret, { nbf: 9e9 }))).rejects.toThrow("The token is not valid.");
});

test("an application verifies by itself: its claims count, and its rejection is a 401 that keeps the cause", async () => {
  const cause = new Error("revoked");
  const verify = verifier({
    jwtVerify: async (token) => (token === "good" ? { tenant_id: "t" } : Promise.reject(cause)),
  });
  await expect(verify("good")).resolves.toEqual({ tenant_id: "t" });
  const error = await verify("bad").catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "UNAUTHORIZED", message: "The token is not valid.", cause });
});

test("options that cannot work are refused at the start", () => {
  expect(() => createVerifier({ jwtSecret: "s", jwksUrl: "https://x" })).toThrow(/one of/);
  expect(() => createVerifier({ jwtSecret: "" })).toThrow(/empty/);
  expect(() => createVerifier({ jwksUrl: "nowhere" })).toThrow(TypeError);
  expect(createVerifier({})).toBeUndefined();
});
