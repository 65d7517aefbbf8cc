import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, testApp } from "../test-app.ts";

let t: TestApp;
let root: string;
beforeAll(async () => {
  t = await testApp();
  root = (await t.stratum.createTenant({ name: "Top", slug: "top" })).id;
  for (const slug of ["a", "b", "c"]) await t.stratum.createTenant({ name: slug, slug, parent_id: root });
});
afterAll(() => t.app.close());

const children = (query: object) => t.call("listChildren", { params: { id: root }, query });

test("a listing goes on where its cursor stopped", async () => {
  const first = await children({ limit: 1 });
  const second = await children({ limit: 2, cursor: first.body.next_cursor });
  expect([first, second].flatMap(({ body }) => body.data.map((one: { slug: string }) => one.slug))).toEqual([
    "a",
    "b",
    "c",
  ]);
  expect(second.body).toMatchObject({ has_more: false, next_cursor: null });
});

test("a cursor that was made by hand, altered, or is of another listing is refused by name", async () => {
  const { next_cursor } = (await children({ limit: 1 })).body;
  const [inside, mac] = next_cursor.split(".");
  const other = Buffer.from(
    Buffer.from(inside, "base64url")
      .toString()
      .replace(/\d/, (digit) => `${9 - Number(digit)}`),
  ).toString("base64url");
  const wrong = [inside, `${inside}.`, `${other}.${mac}`, `${inside}.${mac}.x`, `.${mac}`, "x"];
  for (const cursor of wrong) {
    expect((await children({ cursor })).body, cursor).toMatchObject({
      status: 400,
      errors: [{ path: "query.cursor", message: expect.stringContaining("next_cursor") }],
    });
  }
  expect((await t.call("listTenants", { query: { cursor: next_cursor } })).status).toBe(400);
  expect((await children({ cursor: next_cursor })).status).toBe(200);
});

test("another server with the same secret takes it; one with another secret does not", async () => {
  const { next_cursor } = (await children({ limit: 1 })).body;
  const same = await testApp();
  const strange = await testApp({ tokenSecret: "another secret of at least 32 characters" });
  const ask = (app: TestApp) =>
    app.call("listChildren", { params: { id: root }, query: { cursor: next_cursor } });
  expect((await ask(same)).status).toBe(200);
  expect((await ask(strange)).status).toBe(400);
  await Promise.all([same.app.close(), strange.app.close()]);
});
