import { type ActorContext, type Consent, ConsentNotFoundError, ValidationError } from "@stratum-hq/core";
import { hold, newTenant, untilBlocked } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Stratum } from "../stratum.ts";

let stratum: Stratum;
let owner: Pool;
let tenant: string;
const statements: string[] = [];
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const ahead = (ms: number): string => ago(-ms);
const HOUR = 3_600_000;

beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  owner = pool;
  stratum = new Stratum({ pool: app_pool, on_query: (text) => statements.push(text) });
  await stratum.initialize();
});
beforeEach(async () => {
  tenant = (await stratum.createTenant(newTenant())).id;
});

const grant = (fields: object = {}, context?: ActorContext): Promise<Consent> =>
  stratum.grantConsent(tenant, { subject_id: "ada", purpose: "newsletter", ...fields }, context);
/** Lets time pass: the ledger's own times are moved back. */
const age = (ms: number): Promise<unknown> =>
  owner.query(
    `update stratum.consent_events set granted_at = granted_at - $2 * interval '1 ms',
       expires_at = expires_at - $2 * interval '1 ms', occurred_at = occurred_at - $2 * interval '1 ms'
     where tenant_id = $1`,
    [tenant, ms],
  );
const active = (at?: string | Date): Promise<Consent | null> =>
  stratum.getActiveConsent(tenant, "ada", "newsletter", at);
const types = async (): Promise<string[]> =>
  (await stratum.listConsentEvents(tenant)).data.map((e) => e.type);

describe("granting", () => {
  it("answers with the state, defaults filled in, times in UTC", async () => {
    const granted = await grant({ channel: "web", metadata: { form: 7 } });
    expect(granted).toEqual({
      tenant_id: tenant,
      subject_id: "ada",
      purpose: "newsletter",
      status: "active",
      lawful_basis: "consent",
      channel: "web",
      actor: "self",
      granted_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      expires_at: null,
      withdrawn_at: null,
      metadata: { form: 7 },
    });
    expect(await active()).toEqual(granted);
  });

  it("renews what is in force, and grants anew what is withdrawn or expired", async () => {
    await grant();
    expect(await grant({ lawful_basis: "contract" })).toMatchObject({
      status: "active",
      lawful_basis: "contract",
    });
    await stratum.revokeConsent(tenant, "ada", "newsletter");
    await grant({ expires_at: ahead(HOUR) });
    await age(2 * HOUR);
    await grant();
    expect(await types()).toEqual(["granted", "granted", "withdrawn", "renewed", "granted"]);
  });

  it("refuses an expiry that is past, naming the field, and writes nothing", async () => {
    const error = await grant({ expires_at: ago(1000) }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ details: { errors: [{ path: "body.expires_at" }] } });
    expect(await types()).toEqual([]);
  });

  it("names what cannot be stored", async () => {
    await expect(grant({ metadata: { bad: "\u0000" } })).rejects.toMatchObject({
      details: { errors: [{ path: "body.metadata" }] },
    });
    await expect(grant({ purpose: "No!" })).rejects.toMatchObject({
      details: { errors: [{ path: "body.purpose" }] },
    });
  });

  it("makes one grant and one renewal of two at once", async () => {
    const key = JSON.stringify([tenant, "newsletter", "ada"]);
    const held = await hold(owner, "select pg_advisory_xact_lock(stratum.lock_key('consent', $1))", [key]);
    const both = [grant(), grant()];
    await untilBlocked(owner, 2);
    await held.commit();
    await Promise.all(both);
    expect(await types()).toEqual(["renewed", "granted"]);
  });

  it("judges the expiry after the wait for its turn, not before", async () => {
    const key = JSON.stringify([tenant, "newsletter", "ada"]);
    const held = await hold(owner, "select pg_advisory_xact_lock(stratum.lock_key('consent', $1))", [key]);
    const expires_at = ahead(300);
    const late = grant({ expires_at }).catch((e: unknown) => e);
    await untilBlocked(owner);
    await held.query("select pg_sleep_until($1::timestamptz + interval '1 ms')", [expires_at]);
    await held.commit();
    expect(await late).toBeInstanceOf(ValidationError);
  });
});

describe("withdrawing", () => {
  it("ends the consent and keeps what was granted", async () => {
    const granted = await grant({ expires_at: ahead(HOUR), channel: "phone" });
    const withdrawn = await stratum.revokeConsent(tenant, "ada", "newsletter");
    expect(withdrawn).toEqual({ ...granted, status: "withdrawn", withdrawn_at: expect.any(String) });
    expect(await active()).toBeNull();
  });

  it("refuses where none is in force: never granted, withdrawn, expired", async () => {
    const revoke = () => stratum.revokeConsent(tenant, "ada", "newsletter");
    await expect(revoke()).rejects.toBeInstanceOf(ConsentNotFoundError);
    await grant();
    await revoke();
    await expect(revoke()).rejects.toBeInstanceOf(ConsentNotFoundError);
    await grant({ expires_at: ahead(HOUR) });
    await age(2 * HOUR);
    await expect(revoke()).rejects.toBeInstanceOf(ConsentNotFoundError);
  });
});

describe("what is in force at a time", () => {
  it("begins with the grant and ends with the earlier of expiry and withdrawal", async () => {
    const { granted_at, expires_at } = await grant({ expires_at: ahead(HOUR) });
    const shift = (time: string | null, ms: number) => new Date(Date.parse(time ?? "") + ms);
    expect(await active(shift(granted_at, -1))).toBeNull();
    expect(await active(granted_at)).toMatchObject({ status: "active" });
    expect(await active(shift(expires_at, -1))).toMatchObject({ status: "active" });
    expect(await active(shift(expires_at, 0))).toBeNull();
    const { withdrawn_at } = await stratum.revokeConsent(tenant, "ada", "newsletter");
    await age(2 * HOUR);
    expect(await active(shift(withdrawn_at, -2 * HOUR))).toBeNull();
    expect(await active(shift(withdrawn_at, -2 * HOUR - 1))).toMatchObject({
      status: "active",
      withdrawn_at: null,
    });
  });

  it("goes by the renewal's expiry from the renewal on", async () => {
    await grant({ expires_at: ahead(HOUR) });
    await age(HOUR / 2);
    await grant({ expires_at: ahead(3 * HOUR) });
    expect(await active(ahead(2 * HOUR))).toMatchObject({ status: "active" });
    await age(HOUR);
    expect(await active(ago(HOUR * 1.25))).toMatchObject({ status: "active" });
    expect(await active(ago(HOUR * 2))).toBeNull();
  });

  it("refuses what is not a time", async () => {
    await expect(active("yesterday")).rejects.toMatchObject({ details: { errors: [{ path: "query.at" }] } });
    await expect(active(new Date(Number.NaN))).rejects.toBeInstanceOf(ValidationError);
  });
});

describe("listing", () => {
  it("gives one state per subject and purpose, newest grant first, page by page", async () => {
    for (const subject_id of ["a", "b", "c"]) await grant({ subject_id });
    await grant({ subject_id: "a", purpose: "analytics" });
    await grant({ subject_id: "a" });
    await stratum.revokeConsent(tenant, "b", "newsletter");
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await stratum.listConsent(tenant, { limit: 1, cursor });
      expect(page.data).toHaveLength(1);
      seen.push(...page.data.map((c) => `${c.subject_id} ${c.purpose} ${c.status}`));
      cursor = page.next_cursor;
    }
    expect(seen).toHaveLength(4);
    expect(new Set(seen)).toEqual(
      new Set(["a newsletter active", "a analytics active", "c newsletter active", "b newsletter withdrawn"]),
    );
    const all = await stratum.listConsent(tenant);
    expect(all.data.map((c) => `${c.subject_id} ${c.purpose} ${c.status}`)).toEqual(seen);
    expect(all.data.map((c) => c.granted_at)).toEqual(
      all.data
        .map((c) => c.granted_at)
        .sort()
        .reverse(),
    );
    expect((await stratum.listConsent(tenant, "a")).data).toHaveLength(2);
    expect((await stratum.listConsent(tenant, { purpose: "analytics" })).data).toHaveLength(1);
  });

  it("calls a consent expired by the database clock", async () => {
    await grant({ expires_at: ahead(HOUR) });
    await age(HOUR);
    expect((await stratum.listConsent(tenant)).data[0]).toMatchObject({ status: "expired" });
  });

  it("pages the ledger newest first, without its inner numbers", async () => {
    await grant();
    await grant();
    await stratum.revokeConsent(tenant, "ada", "newsletter");
    const first = await stratum.listConsentEvents(tenant, { limit: 2 });
    expect(first.data.map((e) => e.type)).toEqual(["withdrawn", "renewed"]);
    expect(first.data[0]).not.toHaveProperty("seq");
    const rest = await stratum.listConsentEvents(tenant, {
      limit: 2,
      cursor: first.next_cursor ?? undefined,
    });
    expect(rest).toMatchObject({ data: [{ type: "granted" }], has_more: false, next_cursor: null });
    await expect(stratum.listConsentEvents(tenant, { cursor: "nonsense" })).rejects.toBeInstanceOf(
      ValidationError,
    );
  });
});

describe("reach", () => {
  it("answers for a tenant out of sight as for one that is not there, and writes nothing", async () => {
    const other = (await stratum.createTenant(newTenant())).id;
    const scoped = stratum.as({ tenant_id: other, scopes: ["write"] });
    const input = { subject_id: "ada", purpose: "newsletter" };
    await expect(scoped.grantConsent(tenant, input)).rejects.toMatchObject({ code: "TENANT_NOT_FOUND" });
    await expect(scoped.listConsent(tenant)).rejects.toMatchObject({ code: "TENANT_NOT_FOUND" });
    await expect(scoped.getActiveConsent(tenant, "ada", "newsletter")).rejects.toMatchObject({
      code: "TENANT_NOT_FOUND",
    });
    expect(await types()).toEqual([]);
  });

  it("needs the scope write to write", async () => {
    const reader = stratum.as({ tenant_id: tenant, scopes: ["read"] });
    await expect(reader.grantConsent(tenant, { subject_id: "ada", purpose: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect((await reader.listConsent(tenant)).data).toEqual([]);
  });

  it("refuses a tenant that is not active", async () => {
    await grant();
    await stratum.suspendTenant(tenant);
    await expect(grant()).rejects.toMatchObject({ code: "TENANT_SUSPENDED" });
    await expect(stratum.revokeConsent(tenant, "ada", "newsletter")).rejects.toMatchObject({
      code: "TENANT_SUSPENDED",
    });
    await expect(active()).rejects.toMatchObject({ code: "TENANT_SUSPENDED" });
  });

  it("lets nobody who serves change or remove an event", async () => {
    await grant();
    const { app_pool } = await testDatabase();
    await expect(app_pool.query("delete from stratum.consent_events")).rejects.toThrow("permission denied");
    await expect(app_pool.query("update stratum.consent_events set type = 'granted'")).rejects.toThrow(
      "permission denied",
    );
  });
});

it("leaves an audit row per event, which does not name the person", async () => {
  const context: ActorContext = { actor_id: "u1", actor_type: "user", request_id: "r1" };
  await grant({}, context);
  await grant({}, context);
  await stratum.revokeConsent(tenant, "ada", "newsletter", context);
  const { rows } = await owner.query(
    "select action, actor_id, request_id, before is null as first, resource_id, row_to_json(a)::text as text from stratum.audit_log a where tenant_id = $1 and resource_type = 'consent' order by seq",
    [tenant],
  );
  expect(rows.map((row) => [row.action, row.actor_id, row.request_id, row.first])).toEqual([
    ["consent.granted", "u1", "r1", true],
    ["consent.renewed", "u1", "r1", false],
    ["consent.withdrawn", "u1", "r1", false],
  ]);
  expect(rows.map((row) => row.resource_id).reverse()).toEqual(
    (await stratum.listConsentEvents(tenant)).data.map((e) => e.id),
  );
  expect(rows.map((row) => row.text).join()).not.toContain("ada");
});

it("takes four trips to write and two to read", async () => {
  statements.length = 0;
  await grant();
  expect(statements).toHaveLength(4);
  statements.length = 0;
  await active();
  expect(statements).toHaveLength(2);
});
