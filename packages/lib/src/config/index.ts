export { selectResolved } from "./config.sql.ts";
export { type ConfigApi, createConfig } from "./config.ts";
export { contextReadsSecrets, showTo, toResolved } from "./shown.ts";
