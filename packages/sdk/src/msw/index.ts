/**
 * A stateful control plane in memory, for stories and tests: `createMockControlPlane({ seed: mspSeed })`. Give its
 * `handlers` to MSW, or its `fetch` to a client.
 */
export {
  createMockControlPlane,
  type MockControlPlane,
  type MockOptions,
  type MockView,
  type Seed,
} from "./control-plane.ts";
export type { Failure, Failures, Latency } from "./faults.ts";
export { chainSeed } from "./seeds/chain.ts";
export { flatSeed } from "./seeds/flat.ts";
export { mspIds, mspSeed } from "./seeds/msp.ts";
export type { ConfigRow, ConsentRow, MockSession, PlantTenant, Store, TenantRow } from "./store.ts";
