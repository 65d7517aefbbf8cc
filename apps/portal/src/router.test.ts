import { expect, test } from "vitest";
import { addressOf, keptOf, parseParams, parseRoute, tenantPath } from "./router.ts";

const id = "01a20850-e2d8-71b3-baea-79db209e418b";

test("a tenant's address names its view; without one it is the overview", () => {
  expect(parseRoute(`/tenants/${id}/config`)).toEqual({ page: "tenant", tenantId: id, tab: "config" });
  expect(parseRoute(`/tenants/${id}`)).toEqual({ page: "tenant", tenantId: id, tab: "overview" });
  expect(parseRoute(`/tenants/${id.toUpperCase()}/consent/`)).toMatchObject({ tenantId: id, tab: "consent" });
});

test("the path of a view leads to it", () => {
  expect(parseRoute(tenantPath(id, "permissions"))).toEqual({
    page: "tenant",
    tenantId: id,
    tab: "permissions",
  });
});

test.each(["/tenants", "/tenants/acme", `/tenants/${id}/secrets`, `/tenants/${id}/config/x`, "/%E0%A4%A"])(
  "%s is no page",
  (path) => {
    expect(parseRoute(path)).toEqual({ page: "unknown" });
  },
);

test("a filter survives the way through an address, whatever it holds", () => {
  const params = { q: "@origin:set a&b=c #1 ü", key: "seats.max" };
  const url = new URL(addressOf("/", params), "http://localhost");
  expect(parseParams(url.search)).toEqual(params);
});

test("what is empty or unknown leaves no trace in the address", () => {
  expect(addressOf("/", parseParams("?q=&utm=x&archived=1"))).toBe("/?archived=1");
  expect(addressOf("/", {})).toBe("/");
});

test("a borrowed view and the tree's choices stay; the filter of a view does not", () => {
  expect(keptOf({ as: id, archived: "1", find: "x", q: "y", key: "k", status: "active" })).toEqual({
    as: id,
    archived: "1",
    find: "x",
  });
});
