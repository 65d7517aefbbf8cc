import { consentContracts } from "@stratum-hq/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Forest, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses, seen } from "../test-contracts.ts";

let t: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp();
  forest = await plantForest(t.stratum);
});
afterAll(() => t.app.close());

const list = (tenantId: string) => t.call("listConsent", { params: { tenantId } });
const events = (tenantId: string) => t.call("listConsentEvents", { params: { tenantId } });
const grant = (tenantId: string, fields: object = {}) =>
  t.call("grantConsent", {
    params: { tenantId },
    body: { subject_id: "ada", purpose: "newsletter", ...fields },
  });
const revoke = (tenantId: string, subject_id = "ada") =>
  t.call("revokeConsent", { params: { tenantId, purpose: "newsletter" }, query: { subject_id } });

describeStatuses(consentContracts, {
  grantConsent: {
    success: () => grant(forest.acme.id, { channel: "web", expires_at: "2999-01-01T00:00:00Z" }),
    ...seen(() => forest, grant),
  },
  listConsent: { success: () => list(forest.acme.id), ...seen(() => forest, list) },
  listConsentEvents: { success: () => events(forest.acme.id), ...seen(() => forest, events) },
  revokeConsent: {
    success: async () => {
      await grant(forest.acme.id);
      return revoke(forest.acme.id);
    },
    ...seen(
      () => forest,
      (id) => revoke(id),
    ),
    CONSENT_NOT_FOUND: () => revoke(forest.acme.id, "never asked"),
  },
});

test("a consent that would end before it begins is refused by name", async () => {
  const { status, body } = await grant(forest.acme.id, { expires_at: "2001-01-01T00:00:00Z" });
  expect(status).toBe(400);
  expect(body.errors[0].path).toBe("body.expires_at");
});
