/** The client of the Stratum control plane. Runs in browsers and in Node; brings no schema library along. */
export type { CallOptions, Operation, StratumApi, TenantEvent } from "@stratum-hq/core";
export * from "@stratum-hq/core/client";
export type { CacheOptions } from "./cache.ts";
export { type ClientOptions, createClient, type StratumClient, stratum, usesApiKey } from "./client.ts";
export { BadResponseError, NetworkError, TimeoutError } from "./errors.ts";
export type { ClientMessage, EventsOptions } from "./events.ts";
export type { WaitOptions } from "./jobs.ts";
export type { RetryOptions } from "./retry.ts";
export type { GetToken } from "./token.ts";
