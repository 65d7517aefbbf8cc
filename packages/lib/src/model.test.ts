/** The engine against a reference model: random histories of all writes, compared answer by answer. */
import { emptier } from "@stratum-hq/testing";
import { anotherDatabase } from "@stratum-hq/testing/database";
import { Abac, Config, type Entry, Model, type Outcomes, prove } from "@stratum-hq/testing/model";
import { expect, test } from "vitest";
import { localKeyProvider } from "./keys/index.ts";
import { Stratum } from "./stratum.ts";

/** `pnpm prove` sets these; what is here suits every run of the tests. */
const OPERATIONS = Number(process.env.PROVE_OPERATIONS ?? 20_000);
const SEED = Number(process.env.PROVE_SEED ?? 1);
/** Databases that are played on side by side. */
const LANES = 3;

async function proof(options: { operations: number; seed: number; model?: () => Model }): Promise<Outcomes> {
  const { pool, app_pool } = await anotherDatabase();
  const keyProvider = localKeyProvider("a master key of the tests that wraps data keys");
  const engine = new Stratum({ pool: app_pool, keyProvider });
  await engine.initialize();
  return prove({ engine, reset: await emptier(pool), ...options });
}

test("every answer, effective value, list and error code is the one that the model gives", async () => {
  const lanes = await Promise.all(
    Array.from({ length: LANES }, (_, lane) =>
      proof({ operations: Math.ceil(OPERATIONS / LANES), seed: SEED + lane * 1_000_000 }),
    ),
  );
  const outcomes: Outcomes = {};
  for (const lane of lanes)
    for (const [code, times] of Object.entries(lane)) outcomes[code] = (outcomes[code] ?? 0) + times;
  const total = Object.values(outcomes).reduce((sum, times) => sum + times, 0);
  console.info(`${total} operations:`, outcomes);
  expect(total).toBeGreaterThanOrEqual(OPERATIONS);
  // A history that never meets a rule proves nothing of it.
  if (OPERATIONS >= 10_000) {
    for (const code of [
      "TENANT_NOT_FOUND",
      "TENANT_SUSPENDED",
      "TENANT_ARCHIVED",
      "TENANT_ALREADY_EXISTS",
      "TENANT_CYCLE_DETECTED",
      "TENANT_DEPTH_EXCEEDED",
      "TENANT_HAS_CHILDREN",
      "TENANT_INVALID_STATE",
      "CONFIG_LOCKED",
      "CONFIG_NOT_FOUND",
      "CONFIG_INVALID",
      "VERSION_CONFLICT",
      "PERMISSION_LOCKED",
      "PERMISSION_NOT_DELEGATED",
      "PERMISSION_NOT_FOUND",
      "PERMISSION_ALREADY_EXISTS",
      "PERMISSION_REVOCATION_DENIED",
    ])
      expect(outcomes[code], code).toBeGreaterThan(10);
  }
}, 3_600_000);

/** How the first history is told that a wrong model does not pass, and its steps. */
async function found(model: () => Model): Promise<string[]> {
  const failure = String(await proof({ operations: 5_000, seed: 1, model }).catch(String));
  expect(failure).toMatch(/engine: .*\n.*model: .*\nafter \d+ of \d+ steps; play it again with --seed \d+:/);
  const steps = failure.split("\n").filter((line) => / {2}\d+\. /.test(line));
  expect(steps.length, failure).toBeLessThanOrEqual(8);
  return steps;
}

test("a model with one wrong rule of config is told apart, by a short history", async () => {
  class LowestLockWins extends Config {
    override winner(entries: readonly Entry[]): Entry | undefined {
      return entries.findLast((entry) => entry.locked) ?? entries.at(-1);
    }
  }
  class Faulty extends Model {
    override readonly config = new LowestLockWins(this.forest);
  }
  // Two tenants, one below the other, and a lock of each: the lower one first, since the upper one refuses it.
  const steps = await found(() => new Faulty());
  expect(steps.filter((step) => step.includes('"locked":true')).length, steps.join("\n")).toBe(2);
}, 300_000);

test("and one with a wrong rule of attributes: an allow beside a deny, and a request that both apply to", async () => {
  class AllowBeatsDeny extends Abac {
    override reason(effects: readonly string[]): string {
      return ["allow", "deny"].find((effect) => effects.includes(effect)) ?? "none";
    }
  }
  class Faulty extends Model {
    override readonly abac = new AllowBeatsDeny(this.forest);
  }
  const steps = await found(() => new Faulty());
  expect(steps.filter((step) => /"effect":"(allow|deny)"/.test(step)).length, steps.join("\n")).toBe(2);
  expect(steps.at(-1)).toContain("evaluateAbac");
}, 300_000);
