/** Whatever is asked of the routes that make credentials: nobody comes by more than they hold. */
import { API_KEY_SCOPES, type ApiKeyScope, scopeSatisfies } from "@stratum-hq/core";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Forest, plantForest, type TestApp, testApp } from "../test-app.ts";

let t: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp();
  forest = await plantForest(t.stratum);
});
afterAll(() => t.app.close());

/** Top of a reach in the forest; null for everything. */
type Place = "acme" | "north" | "site" | "other" | null;
const chains = {
  acme: ["acme"],
  north: ["acme", "north"],
  site: ["acme", "north", "site"],
  other: ["other"],
};
const covers = (above: Place, place: Place): boolean =>
  above === null || (place !== null && chains[place].includes(above));
const idOf = (place: Place): string | null => (place === null ? null : forest[place].id);

interface Power {
  place: Place;
  scopes: ApiKeyScope[];
}
const power: fc.Arbitrary<Power> = fc.record({
  place: fc.constantFrom<Place>("acme", "north", "site", "other", null),
  scopes: fc.subarray([...API_KEY_SCOPES], { minLength: 1 }),
});
const routes = ["createApiKey", "createUiToken", "rotateApiKey"] as const;
type Making = (typeof routes)[number];

const keyOf = ({ place, scopes }: Power) => t.stratum.createApiKey(idOf(place), { name: "x", scopes });

/** Credentials of a caller: its key, or a token that a key like it was exchanged for. */
async function credentials(held: Power, browser: boolean): Promise<Record<string, string>> {
  const { plaintext_key } = await keyOf(held);
  if (!browser) return { "x-api-key": plaintext_key };
  const backend = t.stratum.as(await t.stratum.authenticate(plaintext_key));
  return { authorization: `Bearer ${(await backend.createUiToken({ scopes: held.scopes })).token}` };
}

/** Asks for a credential; `wanted` is absent when nothing is said of it. */
async function ask(route: Making, wanted: Power | undefined, by: Record<string, string>) {
  if (route === "rotateApiKey") {
    const { id } = await keyOf(wanted ?? { place: null, scopes: ["read"] });
    return t.call(route, { params: { id } }, by);
  }
  const place = wanted && idOf(wanted.place);
  const body = { ...(place && { tenant_id: place }), ...(wanted && { scopes: wanted.scopes }) };
  if (route === "createUiToken") return t.call(route, { body }, by);
  return t.call(route, { body: { name: "x", ...body } }, by);
}

/** What the caller asked for, with what goes without saying. */
function meant(route: Making, wanted: Power | undefined, held: Power): Power {
  if (route === "rotateApiKey") return wanted ?? { place: null, scopes: ["read"] };
  return { place: wanted?.place ?? held.place, scopes: wanted?.scopes ?? ["read"] };
}

test("a credential reaches no further and holds no more than the one that it was got by", {
  timeout: 60_000,
}, async () => {
  const met = { given: 0, refused: 0 };
  const one = fc.tuple(power, fc.boolean(), fc.constantFrom(...routes), fc.option(power, { nil: undefined }));
  await fc.assert(
    fc.asyncProperty(one, async ([held, browser, route, wanted]) => {
      // What only reads secrets cannot be exchanged for a token.
      fc.pre(!browser || scopeSatisfies(held.scopes, "read"));
      const answer = await ask(route, wanted, await credentials(held, browser));
      const asked = meant(route, wanted, held);
      const mayCall = route === "createUiToken" ? !browser : true;
      const allowed =
        mayCall &&
        scopeSatisfies(held.scopes, route === "createUiToken" ? "read" : "admin") &&
        covers(held.place, asked.place) &&
        asked.scopes.every((scope) => scopeSatisfies(held.scopes, scope));
      met[allowed ? "given" : "refused"]++;
      if (!allowed) {
        expect([403, 404]).toContain(answer.status);
        expect(Object.keys(answer.body)).not.toEqual(
          expect.arrayContaining([expect.stringMatching(/token|key/)]),
        );
        return;
      }
      expect(answer.status).toBe(201);
      const made = await t.stratum.authenticate(answer.body.plaintext_key ?? answer.body.token);
      expect({ place: made.tenant_id ?? null, scopes: made.scopes }).toEqual({
        place: idOf(asked.place),
        scopes: asked.scopes,
      });
    }),
    { numRuns: 200 },
  );
  expect(Math.min(met.given, met.refused)).toBeGreaterThan(20);
});

/** What a caller may do to roles. */
type Move =
  | { do: "make"; place: Place; scopes: ApiKeyScope[] }
  | { do: "raise"; role: number; scopes: ApiKeyScope[] }
  | { do: "give"; role: number; to: "key" | "person" }
  | { do: "rotate" }
  | { do: "token"; scopes: ApiKeyScope[] | undefined };
const scopes = fc.subarray([...API_KEY_SCOPES], { minLength: 1 });
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ do: fc.constant("make" as const), place: power.map((one) => one.place), scopes }),
  fc.record({ do: fc.constant("raise" as const), role: fc.nat(3), scopes }),
  fc.record({
    do: fc.constant("give" as const),
    role: fc.nat(3),
    to: fc.constantFrom("key" as const, "person" as const),
  }),
  fc.record({ do: fc.constant("rotate" as const) }),
  fc.record({ do: fc.constant("token" as const), scopes: fc.option(scopes, { nil: undefined }) }),
);

test("by no combination of roles, rotations and tokens does anybody come by what the caller does not hold", {
  timeout: 120_000,
}, async () => {
  let given = 0;
  await fc.assert(
    fc.asyncProperty(power, fc.array(move, { minLength: 3, maxLength: 8 }), async (held, moves) => {
      const { stratum } = t;
      const top = idOf(held.place) ?? forest.acme.id;
      const by = await credentials(held, false);
      // An accomplice below the caller, who holds nothing worth having, and a person of the same tenant.
      let { id: key, plaintext_key } = await stratum.createApiKey(top, { name: "x", scopes: ["read"] });
      const person = `p${crypto.randomUUID()}`;
      const roles: string[] = [];
      // One that the caller can see, holding everything, which somebody else holds already.
      const everything = await stratum.createRole(top, { name: person, scopes: [...API_KEY_SCOPES] });
      roles.push(everything.id);
      const tokens: string[] = [];
      // First what the caller may do, if anything: that guard of the test must not hang on chance.
      const begun = [
        { do: "make", place: held.place, scopes: held.scopes },
        { do: "give", to: "key", role: 1 },
      ] as const;
      for (const step of [...begun, ...moves]) {
        const role_id = "role" in step ? (roles[step.role % roles.length] as string) : "";
        if (step.do === "make") {
          const tenant_id = idOf(step.place);
          const body = { name: crypto.randomUUID(), scopes: step.scopes, ...(tenant_id && { tenant_id }) };
          const answer = await t.call("createRole", { body }, by);
          if (answer.status === 201) roles.push(answer.body.id);
        } else if (step.do === "raise") {
          await t.call("updateRole", { params: { id: role_id }, body: { scopes: step.scopes } }, by);
        } else if (step.do === "give" && step.to === "key") {
          const answer = await t.call("assignRoleToKey", { params: { keyId: key }, body: { role_id } }, by);
          if (answer.status === 200) given += 1;
        } else if (step.do === "give") {
          const body = { role_id, principal_id: person };
          await t.call("assignRole", { params: { tenantId: top }, body }, by);
        } else if (step.do === "rotate") {
          const answer = await t.call("rotateApiKey", { params: { id: key } }, by);
          if (answer.status === 201) ({ id: key, plaintext_key } = answer.body);
        } else if (step.do === "token") {
          const body = { tenant_id: top, subject: person, ...(step.scopes && { scopes: step.scopes }) };
          const answer = await t.call("createUiToken", { body }, by);
          if (answer.status === 201) tokens.push(answer.body.token);
        }
        const reached = await Promise.all(
          [plaintext_key, ...tokens].map((text) => stratum.authenticate(text)),
        );
        for (const { scopes: now, tenant_id } of reached) {
          expect(now.filter((scope) => scope !== "read" && !scopeSatisfies(held.scopes, scope))).toEqual([]);
          expect(tenant_id).toBe(top);
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(given).toBeGreaterThan(25);
});

test("a role that is deleted or lowered is gone at once, from keys and from the tokens got by them", async () => {
  const { stratum } = t;
  const role = await stratum.createRole(forest.acme.id, { name: "Brief", scopes: ["admin"] });
  const { id, plaintext_key } = await stratum.createApiKey(forest.acme.id, { name: "x" });
  await stratum.assignRoleToKey(id, role.id);
  const backend = { "x-api-key": plaintext_key };
  const { token } = (await t.call("createUiToken", { body: { scopes: ["admin"] } }, backend)).body;
  const both = [backend, { authorization: `Bearer ${token}` }];
  const statuses = () =>
    Promise.all(both.map(async (by) => (await t.call("listRoles", {}, by as Record<string, string>)).status));
  expect(await statuses()).toEqual([200, 200]);
  await stratum.updateRole(role.id, { scopes: ["write"] });
  expect(await statuses()).toEqual([403, 403]);
  await stratum.updateRole(role.id, { scopes: ["admin"] });
  expect(await statuses()).toEqual([200, 200]);
  await stratum.deleteRole(role.id);
  expect(await statuses()).toEqual([403, 403]);
});
