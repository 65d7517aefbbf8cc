export { createUsage, type UsageApi } from "./usage.ts";
