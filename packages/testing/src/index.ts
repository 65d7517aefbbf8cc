export { type CreatesTenants, newTenant, plant, plantChain, type TreeShape } from "./factories.ts";
export { brokenInvariants } from "./invariants.ts";
export { allReadsOf, type Reads, readsOf } from "./reads.ts";
export { brokenRowSecurity } from "./row-security.ts";
export { barrier, type HeldTransaction, hold, untilBlocked } from "./sessions.ts";
export { type Damage, type Storm, storm } from "./storm.ts";
export { emptier } from "./tables.ts";
