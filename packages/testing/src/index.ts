export { type CreatesTenants, newTenant, plant, plantChain, type TreeShape } from "./factories.ts";
export { barrier, type HeldTransaction, hold, untilBlocked } from "./sessions.ts";
