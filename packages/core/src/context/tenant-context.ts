/** Ambient tenant of the running request. Node only; own subpath `@stratum-hq/core/context`. */
import { AsyncLocalStorage } from "node:async_hooks";
import { TenantContextNotFoundError } from "../tenants/tenants.errors.ts";

/** What is known of the tenant in whose name code runs. */
export interface TenantContext {
  tenant_id: string;
  [key: string]: unknown;
}

const storage = new AsyncLocalStorage<TenantContext>();

/** Runs `fn` with `context` as the ambient tenant; ends with it, across awaits, timers and streams. */
export const runWithTenantContext = <T>(context: TenantContext, fn: () => T): T => storage.run(context, fn);

/** The ambient tenant. @throws TenantContextNotFoundError outside of `runWithTenantContext`. */
export function getTenantContext(): TenantContext {
  const context = storage.getStore();
  if (!context) {
    throw new TenantContextNotFoundError(
      "No tenant context here. Wrap the work in runWithTenantContext(), or put the Stratum middleware before it.",
    );
  }
  return context;
}
