import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Input, type TestApp, testApp } from "../test-app.ts";

let t: TestApp;
let platform: string;
let n = 0;
beforeAll(async () => {
  t = await testApp();
  platform = await t.key(null, "admin", "secrets:read");
});
afterAll(() => t.app.close());

const named = (key: string, apiKey = platform) => ({ "x-api-key": apiKey, "idempotency-key": key });
const input = (): Input<"createTenant"> => ({ body: { name: "New", slug: `new_${++n}` } });
const create = (key: string, what = input(), apiKey = platform) =>
  t.call("createTenant", what, named(key, apiKey));
/** As it looks when a process ended in the middle, six minutes ago. */
const abandon = (key: string) =>
  t.owner.query(
    "update stratum.idempotency_keys set started_at = now() - interval '6 minutes', finished_at = null, answer = null where key = $1",
    [key],
  );

describe("an Idempotency-Key", () => {
  test("sent again, the request is answered as before and not carried out again", async () => {
    const what = input();
    const first = await create("again", what);
    const second = await create("again", what);
    expect(first.status).toBe(201);
    expect(first.headers["idempotency-replayed"]).toBeUndefined();
    expect(second.headers["idempotency-replayed"]).toBe("true");
    for (const name of ["etag", "content-type"] as const)
      expect(second.headers[name]).toBe(first.headers[name]);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
  });

  test("a refusal is repeated as well, even when it would not be refused any more", async () => {
    const taken = input();
    const { body } = await t.call("createTenant", taken);
    const first = await create("refused", taken);
    expect(first.status).toBe(409);
    await t.stratum.archiveTenant(body.id);
    const second = await create("refused", taken);
    expect([second.status, second.body]).toEqual([409, first.body]);
    expect((await create("another", taken)).status).toBe(201);
  });

  test("with another request, another path or another version wanted it is refused with 422", async () => {
    const what = input();
    const { body } = await create("other", what);
    expect((await create("other")).body).toMatchObject({ status: 422, code: "IDEMPOTENCY_KEY_REUSED" });
    const update = (headers: object) =>
      t.call(
        "updateTenant",
        { params: { id: body.id }, body: { name: "X" } },
        {
          ...named("version"),
          ...headers,
        },
      );
    expect((await update({ "if-match": '"1"' })).status).toBe(200);
    expect((await update({ "if-match": '"1"' })).headers["idempotency-replayed"]).toBe("true");
    expect((await update({ "if-match": '"2"' })).status).toBe(422);
  });

  test("while the first runs, the second is answered 409 and told to come again", async () => {
    const { body: parent } = await t.call("createTenant", input());
    const what = { body: { ...(input().body as object), parent_id: parent.id } };
    const blocker = await t.owner.connect();
    try {
      await blocker.query("begin");
      await blocker.query("select from stratum.tenants where id = $1 for update", [parent.id]);
      const first = create("running", what);
      const begun = "select from stratum.idempotency_keys where key = 'running'";
      await expect.poll(async () => (await blocker.query(begun)).rowCount).toBe(1);
      const second = await create("running", what);
      expect(second.body).toMatchObject({ status: 409, code: "IDEMPOTENCY_IN_FLIGHT" });
      expect(second.headers["retry-after"]).toBe("1");
      await blocker.query("rollback");
      expect((await first).status).toBe(201);
    } finally {
      await blocker.query("rollback");
      blocker.release();
    }
    expect((await create("running", what)).headers["idempotency-replayed"]).toBe("true");
  });

  test("of many at once, one is carried out", async () => {
    const what = input();
    const answers = await Promise.all(Array.from({ length: 20 }, () => create("many", what)));
    const made = answers.filter(({ status, headers }) => status === 201 && !headers["idempotency-replayed"]);
    expect(made).toHaveLength(1);
    for (const { status } of answers) expect([201, 409]).toContain(status);
  });

  test("is the caller's own: another key's is another one", async () => {
    const what = input();
    const strange = await t.key(null, "admin");
    expect((await create("mine", what)).status).toBe(201);
    const other = await create("mine", what, strange);
    expect(other.headers["idempotency-replayed"]).toBeUndefined();
    expect(other.status).toBe(409);
  });

  test("of a request that never got as far as the rules is free", async () => {
    const wrong = await create("early", { body: { name: "No slug" } });
    expect(wrong.status).toBe(400);
    expect((await create("early")).status).toBe(201);
  });

  test.each(["", "with space", "x".repeat(256), "ключ"])("%j is refused by name", async (key) => {
    const answer = await t.app.inject({
      method: "POST",
      url: "/api/v1/tenants",
      headers: { ...named(Buffer.from(key).toString("latin1")) },
      payload: input().body as object,
    });
    expect(answer.json()).toMatchObject({
      status: 400,
      errors: [{ path: "headers.idempotency-key", message: expect.stringContaining("visible ASCII") }],
    });
  });

  test("a secret that is shown once is not kept: sent again, the caller hears that it was done", async () => {
    const body = { name: "Once" };
    const first = await t.call("createApiKey", { body }, named("secret"));
    expect(first.body.plaintext_key).toMatch(/^sk_/);
    const second = await t.call("createApiKey", { body }, named("secret"));
    expect(second.body).toMatchObject({ status: 409, code: "IDEMPOTENCY_ANSWER_LOST" });
    const { rows } = await t.owner.query("select name from stratum.api_keys where name = 'Once'");
    expect(rows).toHaveLength(1);
  });

  test("kept answers are no clear text", async () => {
    const slug = "a_name_that_nobody_reads";
    await create("clear", { body: { name: "New", slug } });
    const { rows } = await t.owner.query("select answer from stratum.idempotency_keys where key = 'clear'");
    expect(rows[0].answer.toString("latin1")).not.toContain(slug);
  });

  test("what a dead process began is carried out if it changed nothing, and otherwise said to be done", async () => {
    const what = input();
    await create("changed", what);
    await abandon("changed");
    expect((await create("changed", what)).body).toMatchObject({ code: "IDEMPOTENCY_ANSWER_LOST" });

    const nothing = input();
    await create("unchanged", nothing);
    await abandon("unchanged");
    // As if its transaction had never been committed.
    await t.owner.query(
      "update stratum.idempotency_keys set request_id = 'nothing was audited under this' where key = 'unchanged'",
    );
    const again = await create("unchanged", nothing);
    expect(again.headers["idempotency-replayed"]).toBeUndefined();
    expect(again.body.code).toBe("TENANT_ALREADY_EXISTS");
  });

  test("is forgotten after a day", async () => {
    const what = input();
    await create("old", what);
    await t.owner.query(
      "update stratum.idempotency_keys set started_at = now() - interval '25 hours' where key = 'old'",
    );
    expect((await create("old")).status).toBe(201);
    await t.owner.query("update stratum.idempotency_keys set started_at = now() - interval '25 hours'");
    await create("newer");
    const { rows } = await t.owner.query("select count(*)::int as n from stratum.idempotency_keys");
    expect(rows[0].n).toBeLessThan(20);
  });

  test("what is kept about a tenant goes with the tenant", async () => {
    const { body } = await create("goes");
    const params = { id: body.id };
    await t.call("suspendTenant", { params }, named("of_the_tenant"));
    const kept = () => t.owner.query("select from stratum.idempotency_keys where tenant_id = $1", [body.id]);
    expect((await kept()).rowCount).toBe(1);
    const purge = () => t.call("purgeTenant", { params, body: {} }, named("the_purge"));
    const certificate = await purge();
    expect(certificate.body.rows).toMatchObject({ idempotency_keys: 1 });
    expect((await kept()).rowCount).toBe(0);
    expect((await purge()).body).toEqual(certificate.body);
  });
});
