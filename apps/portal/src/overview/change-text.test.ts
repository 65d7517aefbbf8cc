import { createMockControlPlane } from "@stratum-hq/sdk/msw";
import { expect, test } from "vitest";
import { portalMessages } from "../portal.messages.ts";
import { type Change, messageOf, subjectOf } from "./change-text.ts";

test("there are words for every change that the engine records", async () => {
  const { data } = await createMockControlPlane().client.listWebhookEvents();
  expect(data.length).toBeGreaterThan(30);
  expect(data.filter((action) => messageOf(action) === undefined)).toEqual([]);
  expect(messageOf("invoice.paid")).toBeUndefined();
  const told = Object.keys(portalMessages).flatMap(
    (key) => /^portal\.change\.(\w+\.\w+)$/.exec(key)?.[1] ?? [],
  );
  expect(told.filter((action) => !data.includes(action))).toEqual([]);
});

test("what was changed is named by what the entry holds", () => {
  const subject = (resource_type: string, after: object | null, before: object | null = null): string =>
    subjectOf({ resource_type, resource_id: "id", after, before } as Change);
  expect(subject("access", { name: "Billing" })).toBe("Billing");
  expect(subject("access", { role: "Support", key_id: "k" })).toBe("Support");
  expect(subject("webhooks", null, { host: "example.com" })).toBe("example.com");
  expect(subject("jobs", { kind: "audit.verify" })).toBe("audit.verify");
  expect(subject("permissions", { name: "office hours" })).toBe("office hours");
  expect(subject("consent", { purpose: "news" })).toBe("news");
  expect(subject("config", { value: 1 })).toBe("id");
});
