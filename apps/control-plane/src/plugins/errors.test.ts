import { Writable } from "node:stream";
import { Stratum } from "@stratum-hq/lib";
import Fastify, { type FastifyBaseLogger } from "fastify";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../app.ts";
import { loggerOptions } from "../logging.ts";
import { KEY_SECRET, type TestApp, TOKEN_SECRET, testApp } from "../test-app.ts";

let t: TestApp;
let headers: { "x-api-key": string };
const log: string[] = [];
beforeAll(async () => {
  const stream = new Writable({
    write(line, _encoding, next) {
      log.push(String(line));
      next();
    },
  });
  const logger = Fastify({ logger: { ...loggerOptions("info"), stream } }).log as FastifyBaseLogger;
  t = await testApp({}, logger);
  headers = { "x-api-key": await t.key(null, "admin") };
});
afterAll(() => t.app.close());

const post = (payload: string, type = "application/json") =>
  t.app.inject({
    method: "POST",
    url: "/api/v1/tenants",
    payload,
    headers: { ...headers, "content-type": type },
  });

describe("input that is wrong", () => {
  test("a number that a double cannot hold is refused, never changed on its way in", async () => {
    const body = (number: string) => `{"name": "x", "slug": "numbers", "metadata": {"n": ${number}}}`;
    for (const number of [
      "9007199254740993",
      "1.00000000000000000001",
      "1e400",
      "123456789012345678901234567890",
    ]) {
      const answer = await post(body(number));
      expect(answer.json().errors, number).toEqual([
        { path: "body", message: expect.stringContaining("more digits than a double can hold") },
      ]);
    }
    const held =
      '[9007199254740991, 0.1, -1.50e3, 1e21, 0.0000001, 100000000000000000000, "9007199254740993"]';
    const answer = await post(body(held));
    expect(answer.json().metadata).toEqual({ n: JSON.parse(held) });
  });

  test("what is said of bad JSON does not quote it", async () => {
    for (const payload of ['{"value": hunter2}', '{"value": "hunter2" hunter2}', '{"value": "hunter2'])
      expect((await post(payload)).body).not.toContain("hunter2");
  });

  test("bad JSON is 400, and says where it stops being JSON", async () => {
    const answer = await post('{"name": "Acme",}');
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([
      { path: "body", message: expect.stringMatching(/^is not valid JSON: .*position 16/) },
    ]);
  });

  test.each(['{"metadata":{"__proto__":{}}}', '{"constructor":{"prototype":{}}}'])(
    "a body that could poison a prototype is 400: %s",
    async (body) => {
      const answer = await post(body);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().detail).toContain("__proto__");
    },
  );

  test.each(["", "null"])("a missing body is 400 and says that it is required: %j", async (body) => {
    const answer = await post(body);
    expect(answer.json().errors).toEqual([{ path: "body", message: expect.stringContaining("is required") }]);
  });

  test("another media type is 415", async () => {
    const answer = await post("name=Acme", "application/x-www-form-urlencoded");
    expect(answer.json()).toMatchObject({ status: 415, code: "UNSUPPORTED_MEDIA_TYPE" });
  });

  test("a body beyond the limit is 413 and names the limit", async () => {
    const answer = await post(JSON.stringify({ name: "x".repeat(1_048_576) }));
    expect(answer.json()).toMatchObject({ status: 413, details: { limit: 1_048_576 } });
  });

  test("an unknown query field is named", async () => {
    const { body } = await t.call("listTenants", { query: { pages: 2 } });
    expect(body.errors[0]).toMatchObject({ path: "query.pages" });
  });

  test.each(["/api/v1/tenants/%zz", `/api/v1/tenants/${"x".repeat(2_000)}`])(
    "a URL that cannot be read is 400",
    async (url) => {
      const answer = await t.app.inject({ url, headers });
      expect(answer.json()).toMatchObject({ status: 400, code: "VALIDATION_ERROR" });
      expect(answer.headers["x-request-id"]).toBe(answer.json().request_id);
    },
  );
});

describe("addresses that do not exist", () => {
  test("an unknown route is a 404 problem that does not repeat the query", async () => {
    const answer = await t.app.inject({ url: "/api/v1/tenant?name=ada" });
    expect(answer.json()).toMatchObject({
      status: 404,
      code: "NOT_FOUND",
      detail: "There is nothing at GET /api/v1/tenant.",
    });
  });

  test.each([
    ["PUT", "/api/v1/tenants", "GET, HEAD, POST"],
    ["DELETE", "/api/v1/tenants/roots", "GET, HEAD"],
    ["GET", "/api/v1/tenants/x/move", "POST"],
    ["POST", "/health", "GET, HEAD"],
  ] as const)("%s %s is 405 and allows %s", async (method, url, allow) => {
    const answer = await t.app.inject({ method, url });
    expect(answer.json()).toMatchObject({ status: 405, code: "METHOD_NOT_ALLOWED" });
    expect(answer.headers.allow).toBe(allow);
  });
});

describe("faults of the server", () => {
  test("an unexpected one tells nothing but its id, and is logged with it", async () => {
    await t.owner.query("alter table stratum.tenants rename column metadata to lost");
    try {
      const answer = await t.app.inject({
        url: "/api/v1/tenants?limit=7",
        headers: { ...headers, "x-request-id": "broken" },
      });
      expect(answer.json()).toEqual({
        type: "about:blank",
        title: "Internal Server Error",
        status: 500,
        detail: expect.not.stringContaining("metadata"),
        code: "INTERNAL_ERROR",
        request_id: "broken",
      });
    } finally {
      await t.owner.query("alter table stratum.tenants rename column lost to metadata");
    }
    const line = log.find((text) => text.includes("INTERNAL_ERROR"));
    expect(JSON.parse(line ?? "{}")).toMatchObject({
      request_id: "broken",
      err: { message: expect.stringContaining("metadata"), stack: expect.stringContaining("at ") },
    });
  });

  test("no credential and no query string is ever logged", async () => {
    await t.app.inject({ url: "/api/v1/tenants/search?query=ada.lovelace", headers });
    expect(log.join()).toContain("/api/v1/tenants/search");
    expect(log.join()).not.toContain("ada.lovelace");
    expect(log.join()).not.toContain(headers["x-api-key"]);
  });

  test("a database that is away is 503 with Retry-After; the process itself is healthy", async () => {
    const pool = new pg.Pool({ host: "127.0.0.1", port: 1 });
    // With RLS enforced, initialize() would ask the database, which is not there.
    const stratum = new Stratum({
      pool,
      enforceRls: false,
      key_secret: KEY_SECRET,
      token_secret: TOKEN_SECRET,
    });
    await stratum.initialize();
    const app = await buildApp({ stratum, config: { tokenSecret: TOKEN_SECRET } });
    for (const url of ["/api/v1/tenants", "/ready"]) {
      const answer = await app.inject({ url, headers });
      expect(answer.json()).toMatchObject({ status: 503, code: "DATABASE_UNAVAILABLE" });
      expect(answer.headers["retry-after"]).toBe("1");
    }
    expect((await app.inject("/health")).json()).toEqual({ status: "ok" });
    await app.close();
    await pool.end();
  });
});
