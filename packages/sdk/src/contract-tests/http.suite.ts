import { describe, expect, test } from "vitest";
import { invalid, nobody, unique, type World } from "./world.ts";

const json = { "content-type": "application/json" };

/** What holds for every answer, beneath the client. */
export function httpSuite(given: () => World): void {
  async function problem(response: Response, status: number, code: string) {
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    const document = await response.json();
    expect(document).toMatchObject({ type: "about:blank", status, code });
    expect([document.title, document.detail].every((text) => typeof text === "string" && text !== "")).toBe(
      true,
    );
    expect(response.headers.get("x-request-id")).toBe(document.request_id);
    return document;
  }

  test("an error is a problem document with code and request id", async () => {
    const document = await problem(await given().request(`/tenants/${nobody()}`), 404, "TENANT_NOT_FOUND");
    expect(document.errors).toBeUndefined();
  });

  test("a body that is not JSON is invalid input, one of another type is refused", async () => {
    const { request } = given();
    const broken = await request("/tenants", { method: "POST", headers: json, body: '{"name":' });
    expect((await problem(broken, 400, "VALIDATION_ERROR")).errors).toMatchObject([{ path: "body" }]);
    const text = await request("/tenants", {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "x",
    });
    await problem(text, 415, "UNSUPPORTED_MEDIA_TYPE");
    const none = await request("/tenants", { method: "POST" });
    expect((await problem(none, 400, "VALIDATION_ERROR")).errors).toMatchObject([{ path: "body" }]);
  });

  test("an unknown path is NOT_FOUND, a known one with another method METHOD_NOT_ALLOWED", async () => {
    const { request } = given();
    await problem(await request("/tenant"), 404, "NOT_FOUND");
    await problem(await request("/tenants", { method: "DELETE" }), 405, "METHOD_NOT_ALLOWED");
  });

  test("an unknown field in a query is named, also where none is taken", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await invalid(api.listTenants({ page: 2 } as never), "query.page");
    const response = await given().request(`/tenants/${id}/config?at=2026`);
    expect((await problem(response, 400, "VALIDATION_ERROR")).errors).toMatchObject([{ path: "query.at" }]);
  });

  test("a creation answers 201, and what has a version carries it as ETag", async () => {
    const { request } = given();
    const body = JSON.stringify({ name: "x", slug: unique() });
    const created = await request("/tenants", { method: "POST", headers: json, body });
    expect([created.status, created.headers.get("etag")]).toEqual([201, '"1"']);
    const { id } = await created.json();
    const read = await request(`/tenants/${id}`);
    expect([read.status, read.headers.get("etag")]).toEqual([200, '"1"']);
  });

  test("If-Match must be an ETag, agree with the body, and be heeded by the operation", async () => {
    const { api, plant, request } = given();
    const { id } = await plant();
    const patch = (etag: string) =>
      request(`/tenants/${id}`, {
        method: "PATCH",
        headers: { ...json, "if-match": etag },
        body: '{"name":"x"}',
      });
    for (const etag of ["1", "*", 'W/"1"', '"one"']) {
      expect((await problem(await patch(etag), 400, "VALIDATION_ERROR")).errors).toMatchObject([
        { path: "headers.if-match" },
      ]);
    }
    await invalid(
      api.updateTenant(id, { name: "x", expected_version: 2 }, { if_match: 1 }),
      "headers.if-match",
    );
    await invalid(api.moveTenant(id, { parent_id: null }, { if_match: 1 }), "headers.if-match");
    expect((await patch('"1"')).status).toBe(200);
  });

  describe("Idempotency-Key", () => {
    const post = (path: string, body: object, key: string) =>
      given().request(path, {
        method: "POST",
        headers: { ...json, "idempotency-key": key },
        body: JSON.stringify(body),
      });

    test("a request sent again is answered as before and carried out once", async () => {
      const key = unique();
      const body = { name: "x", slug: unique() };
      const first = await post("/tenants", body, key);
      const second = await post("/tenants", body, key);
      expect([second.status, await second.json()]).toEqual([201, await first.json()]);
      expect(first.headers.get("idempotency-replayed")).toBeNull();
      expect(second.headers.get("idempotency-replayed")).toBe("true");
      expect(second.headers.get("etag")).toBe('"1"');
      await problem(await post("/tenants", body, unique()), 409, "TENANT_ALREADY_EXISTS");
    });

    test("a refusal is repeated; another request under the key is refused; a secret is not told again", async () => {
      const { id } = await given().plant();
      const [key, secret] = [unique(), unique()];
      const body = { name: "x", slug: unique(), parent_id: nobody() };
      await problem(await post("/tenants", body, key), 404, "TENANT_NOT_FOUND");
      const again = await post("/tenants", body, key);
      expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([404, "true"]);
      const other = await post("/tenants", { ...body, parent_id: id }, key);
      await problem(other, 422, "IDEMPOTENCY_KEY_REUSED");
      expect((await post("/api-keys", { name: "x" }, secret)).status).toBe(201);
      await problem(await post("/api-keys", { name: "x" }, secret), 409, "IDEMPOTENCY_ANSWER_LOST");
    });

    test("a key with a blank in it is refused by name", async () => {
      const document = await problem(
        await post("/tenants", { name: "x", slug: unique() }, "a b"),
        400,
        "VALIDATION_ERROR",
      );
      expect(document.errors).toContainEqual({
        path: "headers.idempotency-key",
        message: expect.stringContaining("visible ASCII"),
      });
    });
  });
}
