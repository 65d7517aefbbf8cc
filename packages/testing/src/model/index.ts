export { Abac } from "./abac.ts";
export { Config, type Entry } from "./config.ts";
export type { ProvenEngine } from "./engine.ts";
export { Model } from "./model.ts";
export { type Outcomes, prove } from "./prove.ts";
