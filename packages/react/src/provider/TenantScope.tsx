"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useMemo } from "react";
import { StratumContext, useStratum } from "./context.ts";
import { type TenantStateProps, useTenantState } from "./useTenantState.ts";

export interface TenantScopeProps extends TenantStateProps {
  /** What stands inside. */
  children: ReactNode;
}

/**
 * Makes a tenant the one of everything inside, so that two can be on screen at once. Scopes nest. With a fixed
 * `tenantId` alone, a switch inside is one of the provider's; with `defaultTenantId` or `onTenantChange` the scope
 * switches for itself.
 */
export function TenantScope({ children, ...state }: TenantScopeProps): ReactElement {
  const outer = useStratum("TenantScope");
  const own = useTenantState(state, outer.client, useQueryClient(), outer.switching);
  const fixed = state.defaultTenantId === undefined && state.onTenantChange === undefined;
  const switching = fixed ? outer.switching : own.switching;
  const { tenantId } = own;
  const context = useMemo(() => ({ ...outer, tenantId, switching }), [outer, tenantId, switching]);
  return <StratumContext.Provider value={context}>{children}</StratumContext.Provider>;
}
