/**
 * The contract seam. One entry gives the Fastify route with its validation, the OpenAPI operation, the client's
 * method, the hook's types and the mock's handler. See `docs/adr/0001-contracts.md`.
 */
import type * as z from "zod";
import type { Route, Routes } from "./routes.ts";

/** The schemas of one operation. Unknown fields are refused: make them with `z.strictObject`. */
export interface ContractSchemas {
  /** One line for the OpenAPI document. */
  summary: string;
  /** More for the OpenAPI document: rules, defaults. */
  description?: string;
  params?: z.ZodType;
  /** Only with GET and DELETE. */
  query?: z.ZodType;
  /** Only with POST, PUT and PATCH. */
  body?: z.ZodType;
  /** Fields that are not in it are stripped on the wire. */
  response: z.ZodType;
  /** Codes beside those that every route may answer (`UNAUTHORIZED`, `FORBIDDEN`, `VALIDATION_ERROR`, …). */
  errors: readonly string[];
}

/** A route with its schemas. */
export type Contract<R extends Route = Route, S extends ContractSchemas = ContractSchemas> = R & S;

/** The contracts of a feature: its routes and, under the same keys, their schemas. */
export type Contracts<R extends Routes, S extends Record<keyof R, ContractSchemas>> = {
  readonly [K in keyof R]: Contract<R[K], S[K]>;
};

/** Joins routes and schemas; a missing, misspelt or superfluous key is a compile error. */
export function defineContracts<const R extends Routes, const S extends { [K in keyof R]: ContractSchemas }>(
  routes: R,
  schemas: S & Record<Exclude<keyof S, keyof R>, never>,
): Contracts<R, S> {
  return Object.fromEntries(
    Object.entries(routes).map(([name, route]) => [
      name,
      { ...route, ...(schemas[name] as ContractSchemas) },
    ]),
  ) as unknown as Contracts<R, S>;
}
