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

/** What the handler of a stream gets beside: where to begin, and whether the caller may still listen. */
export interface MockStreamCall<C> extends MockCall<C> {
  last_event_id: string | null;
  signal: AbortSignal;
  /** @throws UnauthorizedError */
  assertStands(): void;
}

/** One handler per contract; it answers or throws, and changes nothing when it throws. */
export type MockHandlers<T extends Readonly<Record<string, Contract>>> = {
  readonly [K in keyof T]: T[K] extends { live: true }
    ? (call: MockStreamCall<T[K]>) => ReadableStream<Uint8Array>
    : (call: MockCall<T[K]>) => z.input<T[K]["response"]>;
};
