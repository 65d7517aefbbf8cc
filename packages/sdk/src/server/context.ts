/** The ambient tenant of the running request. */
import type { EventEmitter } from "node:events";
import type { ResolvedTenant } from "@stratum-hq/core";
import {
  type TenantContext as AmbientContext,
  getTenantContext as ambientContext,
  runWithTenantContext as runWithAmbientContext,
} from "@stratum-hq/core/context";
import type { Claims } from "./options.ts";

/**
 * In whose name code runs. Behind the middleware all that resolves for the tenant is there; where you run work
 * yourself, what you give to `runWithTenantContext`. Shared and frozen below its first level.
 */
export interface TenantContext extends AmbientContext, Partial<ResolvedTenant> {
  /** What named the tenant. */
  named_by?: "token" | "header" | "resolver";
  /** What the verified token says. */
  claims?: Claims;
  /** The tenant of the token, where `authorize` let its holder act in this one. */
  impersonated_from?: string;
}

/** The ambient tenant. @throws TenantContextNotFoundError outside of the middleware and `runWithTenantContext`. */
export const getTenantContext = (): TenantContext => ambientContext();

/** Runs `fn` with `context` as the ambient tenant; ends with it, across awaits, timers and streams. */
export const runWithTenantContext = <T>(context: TenantContext, fn: () => T): T =>
  runWithAmbientContext(context, fn);

/** Contexts of emitters whose listeners run in one. */
const bound = new WeakMap<EventEmitter, TenantContext>();

/**
 * Runs `fn` in a request's context, and all listeners of the request and its response as well: their events come from
 * the connection, which other requests use, too. Without that, who waits for a body would be left without context.
 */
export function enter(context: TenantContext, emitters: readonly EventEmitter[], fn: () => void): void {
  for (const emitter of emitters) bind(emitter, context);
  runWithTenantContext(context, fn);
}

function bind(emitter: EventEmitter, context: TenantContext): void {
  const known = bound.has(emitter);
  bound.set(emitter, context);
  if (known) return;
  const { emit } = emitter;
  emitter.emit = (...event) =>
    runWithTenantContext(bound.get(emitter) ?? context, () => emit.apply(emitter, event));
}
