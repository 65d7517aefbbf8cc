import { describe } from "vitest";
import { batchSuite } from "./tenants/batch.suite.ts";
import { contextSuite } from "./tenants/context.suite.ts";
import { createSuite } from "./tenants/create.suite.ts";
import { lifecycleSuite } from "./tenants/lifecycle.suite.ts";
import { listSuite } from "./tenants/list.suite.ts";
import { moveSuite } from "./tenants/move.suite.ts";
import { orderSuite } from "./tenants/order.suite.ts";
import { previewSuite } from "./tenants/preview.suite.ts";
import { purgeSuite } from "./tenants/purge.suite.ts";
import type { World } from "./world.ts";

/** Every operation of the feature `tenants`. */
export function tenantsSuite(given: () => World): void {
  describe("one tenant", () => createSuite(given));
  describe("many at once", () => batchSuite(given));
  describe("listings", () => listSuite(given));
  describe("context", () => contextSuite(given));
  describe("moving", () => moveSuite(given));
  describe("preview of a move", () => previewSuite(given));
  describe("sibling order", () => orderSuite(given));
  describe("lifecycle", () => lifecycleSuite(given));
  describe("purge", () => purgeSuite(given));
}
