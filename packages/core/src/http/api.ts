import type * as z from "zod";
import type { Contract, ContractSchemas } from "./contract.ts";
import type { PathParams, Route } from "./routes.ts";

/** Options of a single call. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Sent as `If-Match`: the write fails with `VERSION_CONFLICT` when the version is no longer current. */
  if_match?: number;
  headers?: Record<string, string>;
}

/** Boolean query fields travel as `"true" | "false"`; callers give booleans. */
type Native<T> = T extends "true" | "false" ? boolean : T;
type NativeQuery<Q> = { [K in keyof Q]: Native<Q[K]> };
type Strings<T extends readonly string[]> = { [I in keyof T]: string };

type Input<C extends ContractSchemas> = C extends { body: infer B extends z.ZodType }
  ? undefined extends z.input<B>
    ? [body?: z.input<B>]
    : [body: z.input<B>]
  : C extends { query: infer Q extends z.ZodType }
    ? Partial<z.input<Q>> extends z.input<Q>
      ? [query?: NativeQuery<z.input<Q>>]
      : [query: NativeQuery<z.input<Q>>]
    : [];

/** Arguments of an operation: path parameters in order, then body or query, then options. */
export type CallArgs<C extends Route & ContractSchemas> = [
  ...Strings<PathParams<C["path"]>>,
  ...Input<C>,
  options?: CallOptions,
];
/** What an operation resolves to. */
export type CallResult<C extends ContractSchemas> = z.output<C["response"]>;

/** The client's shape, derived from contracts: `api.setConfig(id, key, body, options?)`. Streams are apart. */
export type Api<C extends Readonly<Record<string, Contract>>> = {
  [K in keyof C as C[K] extends { live: true } ? never : K]: (
    ...args: CallArgs<C[K]>
  ) => Promise<CallResult<C[K]>>;
};
