/** The Stratum control plane: the engine over HTTP. */
export { type AppOptions, buildApp } from "./app.ts";
export { type AppConfig, type Config, EnvironmentError, type LogLevel, loadConfig } from "./config.ts";
export { openapiDocument } from "./document.ts";
export { type ControlPlane, start } from "./start.ts";
