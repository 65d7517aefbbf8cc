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
