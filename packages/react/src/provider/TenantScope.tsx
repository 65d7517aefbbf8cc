"use client";
import { type ReactElement, type ReactNode, useContext, useMemo } from "react";
import { StratumContext } from "./context.ts";

/** Makes `tenantId` the tenant of everything inside, so that two tenants can be on screen at once. Scopes nest. */
export function TenantScope({ tenantId, children }: { tenantId: string; children: ReactNode }): ReactElement {
  const outer = useContext(StratumContext);
  if (!outer) throw new Error("TenantScope needs a <TenantProvider> above it.");
  const context = useMemo(() => ({ ...outer, tenantId }), [outer, tenantId]);
  return <StratumContext.Provider value={context}>{children}</StratumContext.Provider>;
}
