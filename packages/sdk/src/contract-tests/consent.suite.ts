import type { GrantConsentInput } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { invalid, nobody, refused, type World } from "./world.ts";

const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** Every operation of the feature `consent`. */
export function consentSuite(given: () => World): void {
  test("a grant has defaults and is in force", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const consent = await api.grantConsent(id, { subject_id: "ann", purpose: "newsletter" });
    expect(consent).toMatchObject({
      tenant_id: id,
      subject_id: "ann",
      purpose: "newsletter",
      status: "active",
      lawful_basis: "consent",
      channel: null,
      actor: "self",
      expires_at: null,
      withdrawn_at: null,
      metadata: {},
    });
    expect((await api.listConsent(id)).data).toEqual([consent]);
  });

  test("a grant keeps what it was given", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const input: GrantConsentInput = {
      subject_id: "ann@example.org",
      purpose: "news.letter-2_x",
      lawful_basis: "legitimate_interests",
      channel: "phone",
      actor: "on_behalf",
      expires_at: soon(3_600_000),
      metadata: { form: [1, null] },
    };
    expect(await api.grantConsent(id, input)).toMatchObject(input);
    expect((await api.listConsentEvents(id)).data).toMatchObject([{ ...input, type: "granted" }]);
  });

  test("a second grant while one is in force renews it; nothing is overwritten", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.grantConsent(id, { subject_id: "ann", purpose: "news", channel: "web" });
    await api.grantConsent(id, { subject_id: "ann", purpose: "news", channel: "phone" });
    const events = (await api.listConsentEvents(id)).data;
    expect(events.map((e) => [e.type, e.channel])).toEqual([
      ["renewed", "phone"],
      ["granted", "web"],
    ]);
    expect((await api.listConsent(id)).data).toMatchObject([{ status: "active", channel: "phone" }]);
  });

  test("withdrawing ends it, is an event of its own, and a new grant begins again", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.grantConsent(id, { subject_id: "ann", purpose: "news" });
    const withdrawn = await api.revokeConsent(id, "news", { subject_id: "ann" });
    expect(withdrawn).toMatchObject({ status: "withdrawn", withdrawn_at: expect.stringMatching(/Z$/) });
    expect((await api.listConsent(id)).data).toEqual([withdrawn]);
    expect((await api.grantConsent(id, { subject_id: "ann", purpose: "news" })).status).toBe("active");
    const events = (await api.listConsentEvents(id)).data;
    expect(events.map((e) => e.type)).toEqual(["granted", "withdrawn", "granted"]);
  });

  test("what is not in force cannot be withdrawn", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await refused(api.revokeConsent(id, "news", { subject_id: "ann" }), "CONSENT_NOT_FOUND");
    await api.grantConsent(id, { subject_id: "ann", purpose: "news" });
    await refused(api.revokeConsent(id, "news", { subject_id: "bob" }), "CONSENT_NOT_FOUND");
    await refused(api.revokeConsent(id, "ads", { subject_id: "ann" }), "CONSENT_NOT_FOUND");
    await api.revokeConsent(id, "news", { subject_id: "ann" });
    await refused(api.revokeConsent(id, "news", { subject_id: "ann" }), "CONSENT_NOT_FOUND");
  });

  test("consent expires by itself", { timeout: 15_000 }, async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.grantConsent(id, { subject_id: "ann", purpose: "news", expires_at: soon(1_000) });
    await expect
      .poll(async () => (await api.listConsent(id)).data[0]?.status, { timeout: 10_000, interval: 200 })
      .toBe("expired");
    await refused(api.revokeConsent(id, "news", { subject_id: "ann" }), "CONSENT_NOT_FOUND");
    await api.grantConsent(id, { subject_id: "ann", purpose: "news" });
    expect((await api.listConsentEvents(id)).data.map((e) => e.type)).toEqual(["granted", "granted"]);
  });

  test("consents and events are filtered by subject and purpose, newest first, in pages", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    for (const [subject_id, purpose] of [
      ["ann", "news"],
      ["bob", "news"],
      ["ann", "ads"],
    ] as const) {
      await api.grantConsent(id, { subject_id, purpose });
    }
    for (const list of [api.listConsent, api.listConsentEvents]) {
      const named = async (query: Parameters<typeof list>[1]) =>
        (await list(id, query)).data.map((row) => `${row.subject_id}:${row.purpose}`);
      expect(await named({})).toEqual(["ann:ads", "bob:news", "ann:news"]);
      expect(await named({ subject_id: "ann" })).toEqual(["ann:ads", "ann:news"]);
      expect(await named({ purpose: "news" })).toEqual(["bob:news", "ann:news"]);
      expect(await named({ subject_id: "ann", purpose: "news" })).toEqual(["ann:news"]);
      const first = await list(id, { limit: 2 });
      expect(first.data).toHaveLength(2);
      expect(await named({ limit: 2, cursor: first.next_cursor ?? "" })).toEqual(["ann:news"]);
    }
  });

  test("tenants keep separate ledgers", async () => {
    const { api, chain } = given();
    const [root, child] = await chain(2);
    await api.grantConsent(root.id, { subject_id: "ann", purpose: "news" });
    expect((await api.listConsent(child.id)).data).toEqual([]);
    expect((await api.listConsentEvents(child.id)).data).toEqual([]);
    await refused(api.revokeConsent(child.id, "news", { subject_id: "ann" }), "CONSENT_NOT_FOUND");
  });

  test("bad input is named", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const subject_id = "ann";
    await invalid(
      api.grantConsent(id, { subject_id, purpose: "news", expires_at: soon(-1_000) }),
      "body.expires_at",
    );
    await invalid(
      api.grantConsent(id, { subject_id, purpose: "news", expires_at: "tomorrow" }),
      "body.expires_at",
    );
    await invalid(
      api.grantConsent(id, { subject_id: " ", purpose: "News" }),
      "body.purpose",
      "body.subject_id",
    );
    const wrong = { subject_id, purpose: "news", lawful_basis: "because", actor: "it", subject: "ann" };
    await invalid(api.grantConsent(id, wrong as never), "body.actor", "body.lawful_basis", "body.subject");
    await invalid(api.revokeConsent(id, "News!", { subject_id }), "params.purpose");
    await invalid(api.revokeConsent(id, "news", {} as never), "query.subject_id");
    expect((await api.listConsentEvents(id)).data).toEqual([]);
  });

  test("an unknown tenant has no ledger", async () => {
    const { api } = given();
    await refused(api.listConsent(nobody()), "TENANT_NOT_FOUND");
    await refused(api.listConsentEvents(nobody()), "TENANT_NOT_FOUND");
    await refused(api.grantConsent(nobody(), { subject_id: "ann", purpose: "news" }), "TENANT_NOT_FOUND");
    await refused(api.revokeConsent(nobody(), "news", { subject_id: "ann" }), "TENANT_NOT_FOUND");
  });
}
