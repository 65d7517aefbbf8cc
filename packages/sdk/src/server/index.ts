/** The SDK for servers: the client, and the tenancy of Express and Fastify services. On Node this is the main entry. */
import { type ClientOptions, createClient, type StratumClient } from "../client.ts";
import { expressMiddleware, type Middleware } from "./express.ts";
import { fastifyPlugin, type Plugin, type RequestOfFastify } from "./fastify.ts";
import type { TenancyOptions } from "./options.ts";

export * from "../index.ts";
export { getTenantContext, runWithTenantContext, type TenantContext } from "./context.ts";
export { UnavailableError } from "./errors.ts";
export { expressMiddleware, type Middleware } from "./express.ts";
export { fastifyPlugin, type Plugin, type RequestOfFastify } from "./fastify.ts";
export type { Claims, Impersonation, Resolver, TenancyOptions, TokenOptions } from "./options.ts";

/** A client, and what puts it before a service. */
export interface StratumService {
  client: StratumClient;
  /** For `app.use` of Express; see `expressMiddleware`. */
  middleware<Request extends import("node:http").IncomingMessage>(
    options?: TenancyOptions<Request>,
  ): Middleware<Request>;
  /** For `app.register` of Fastify; see `fastifyPlugin`. */
  plugin<Request extends RequestOfFastify>(options?: TenancyOptions<Request>): Plugin;
}

/** Starts the SDK: a client of the control plane at `controlPlaneUrl`, with the options of `createClient`. */
export function stratum(options: ClientOptions): StratumService {
  const client = createClient(options);
  return {
    client,
    middleware: (tenancy) => expressMiddleware(client, tenancy),
    plugin: (tenancy) => fastifyPlugin(client, tenancy),
  };
}
