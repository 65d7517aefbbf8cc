export { type ConfigApi, createConfig } from "./config.ts";
