"use client";
import type { StratumClient } from "@stratum-hq/sdk";
import { type Context, createContext, useContext } from "react";
import type { Switching } from "./switching.ts";

/** What the provider gives to everything below it. */
export interface StratumContext {
  client: StratumClient;
  /** The active tenant; null before one is chosen. */
  tenantId: string | null;
  /** How another one becomes active. */
  switching: Switching;
  /** First words of the keys under which components keep things in the browser; null to keep nothing. */
  storageKey: string | null;
}
export const StratumContext: Context<StratumContext | null> = createContext<StratumContext | null>(null);

/** The context of the nearest provider. @throws Error outside a `TenantProvider`; it names `hook`. */
export function useStratum(hook: string): StratumContext {
  const context = useContext(StratumContext);
  if (!context) throw new Error(`${hook} needs a <TenantProvider> above it.`);
  return context;
}

/** The client of the control plane. @throws Error outside a `TenantProvider`. */
export const useStratumClient = (): StratumClient => useStratum("useStratumClient").client;

/** The active tenant's id, or null while none is chosen. */
export const useActiveTenantId = (): string | null => useStratum("useActiveTenantId").tenantId;

/**
 * The tenant a component works on: the id it was given, else the nearest scope's.
 * @throws Error if there is neither.
 */
export function useTenantId(given?: string): string {
  const active = useContext(StratumContext)?.tenantId;
  const id = given ?? active;
  if (!id) throw new Error("No tenant: give `tenantId`, or choose one by <TenantScope> or <TenantProvider>.");
  return id;
}
