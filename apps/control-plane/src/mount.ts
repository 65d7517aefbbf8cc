/** Turns a feature's contracts into routes: validation, scope, versions, answer and documentation all come from them. */
import { Readable } from "node:stream";
import type { Contract, Scope } from "@stratum-hq/core";
import type { StratumMethods } from "@stratum-hq/lib";
import type { FastifyInstance, FastifyReply } from "fastify";
import type * as z from "zod";
import { routeSchema } from "./openapi.ts";
import { hasVersion, takeIfMatch, versionPart } from "./versions.ts";

type Part<C, K extends "params" | "query" | "body"> =
  C extends Record<K, infer S extends z.ZodType> ? z.output<S> : undefined;

/** What a handler gets: the parsed input of its contract, and the engine bound to the caller. */
export interface Call<C extends Contract> {
  params: Part<C, "params">;
  query: Part<C, "query">;
  body: Part<C, "body">;
  stratum: StratumMethods;
}

/** One handler per contract. A missing one, a superfluous one and one with a wrong result do not compile. */
export type Handlers<T extends Readonly<Record<string, Contract>>> = {
  readonly [K in keyof T]: (call: Call<T[K]>) => Promise<z.input<T[K]["response"]>>;
};

declare module "fastify" {
  interface FastifyContextConfig {
    /** Least scope of the caller; `public` for a route without credentials. */
    scope?: Scope | "public";
    /** The answer holds a secret: it is never kept. */
    secret?: true;
  }
}

/**
 * Mounts one feature.
 * @param tag the feature's word.
 */
export function mount<const T extends Readonly<Record<string, Contract>>>(
  app: FastifyInstance,
  tag: string,
  contracts: T,
  handlers: NoInfer<Handlers<T>>,
): void {
  for (const [name, contract] of Object.entries(contracts)) {
    // The input has been parsed by the contract's schemas when the handler runs.
    const handle = handlers[name] as (call: Call<Contract>) => Promise<unknown>;
    const versioned = hasVersion(contract.response);
    app.route({
      method: contract.method,
      url: contract.path,
      config: { scope: contract.scope, ...(contract.secret && { secret: contract.secret }) },
      schema: routeSchema(name, tag, contract),
      preValidation: takeIfMatch(contract.method, versionPart(contract)),
      handler: async (request, reply) => {
        const { params, query, body, stratum } = request;
        const result = await handle({ params, query, body, stratum } as Call<Contract>);
        reply.code(contract.success ?? 200);
        if (contract.success === 204) return reply.send();
        if (contract.stream) return sendText(reply, contract.stream, query, result as AsyncIterable<string>);
        if (versioned) reply.header("etag", `"${(result as { version: number }).version}"`);
        return reply.send(result);
      },
    });
  }
}

/** Sends a text as it comes: the next piece is asked for when the last one is on its way. */
function sendText(
  reply: FastifyReply,
  types: Readonly<Record<string, string>>,
  query: unknown,
  pieces: AsyncIterable<string>,
): FastifyReply {
  const [first = ""] = Object.keys(types);
  const { format = first } = (query ?? {}) as { format?: string };
  reply.header("content-disposition", `attachment; filename="export.${format}"`);
  return reply.type(`${types[format]}; charset=utf-8`).send(Readable.from(pieces, { highWaterMark: 1 }));
}
