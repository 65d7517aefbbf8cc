import { expect, test } from "vitest";
import { parseRoute, tenantPath } from "./router.ts";

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
