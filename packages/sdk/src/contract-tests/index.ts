import { afterAll, beforeAll, describe } from "vitest";
import { accessSuite } from "./access.suite.ts";
import { auditSuite } from "./audit.suite.ts";
import { configSuite } from "./config.suite.ts";
import { consentSuite } from "./consent.suite.ts";
import { eventsSuite } from "./events.suite.ts";
import { httpSuite } from "./http.suite.ts";
import { jobsSuite } from "./jobs.suite.ts";
import { permissionsSuite } from "./permissions.suite.ts";
import { reachSuite } from "./reach.suite.ts";
import { tenantsSuite } from "./tenants.suite.ts";
import { usageSuite } from "./usage.suite.ts";
import { webhooksSuite } from "./webhooks.suite.ts";
import { type ContractTarget, createWorld, type World } from "./world.ts";

export { calls, type Parts } from "./calls.ts";
export type { ContractTarget } from "./world.ts";

/**
 * Declares the contract tests of a control plane: every operation, every rule that shows at the API, and every error
 * that the contracts name. The mock and the real server pass the same ones, so neither can drift.
 * @param setup starts what is to be tested; called once.
 */
export function describeContract(name: string, setup: () => Promise<ContractTarget> | ContractTarget): void {
  describe(`contract of ${name}`, () => {
    let target: ContractTarget;
    let world: World;
    beforeAll(async () => {
      target = await setup();
      world = createWorld(target);
    });
    afterAll(() => target?.close?.());
    const given = (): World => world;

    describe("tenants", () => tenantsSuite(given));
    describe("config", () => configSuite(given));
    describe("permissions", () => permissionsSuite(given));
    describe("consent", () => consentSuite(given));
    describe("jobs", () => jobsSuite(given));
    describe("usage", () => usageSuite(given));
    describe("audit", () => auditSuite(given));
    describe("access", () => accessSuite(given));
    describe("webhooks", () => webhooksSuite(given));
    describe("events", () => eventsSuite(given));
    describe("who reaches what", () => reachSuite(given));
    describe("http", () => httpSuite(given));
  });
}
