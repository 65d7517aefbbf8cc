import type { Contract } from "@stratum-hq/core";
import type * as z from "zod";
import type { Caller } from "./caller.ts";

type Parsed<C, K extends string> = C extends Record<K, infer S extends z.ZodType> ? z.output<S> : undefined;

/** One call as a handler gets it: input parsed by the contract, and who calls. */
export interface MockCall<C> {
  caller: Caller;
  params: Parsed<C, "params">;
  query: Parsed<C, "query">;
  body: Parsed<C, "body">;
}

/** One handler per contract; it answers or throws, and changes nothing when it throws. */
export type MockHandlers<T extends Readonly<Record<string, Contract>>> = {
  readonly [K in keyof T]: (call: MockCall<T[K]>) => z.input<T[K]["response"]>;
};
