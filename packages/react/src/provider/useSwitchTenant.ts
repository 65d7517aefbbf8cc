"use client";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { useStratum } from "./context.ts";
import type { TenantSwitch } from "./switching.ts";

/** Makes another tenant the active one, and says whether that is under way. */
export interface SwitchTenant {
  /**
   * Resolves to whether it switched: false if it was vetoed, or if another switch was asked for meanwhile. Where the
   * application holds the tenant, true means that it was told.
   */
  (tenantId: string | null): Promise<boolean>;
  /** The switch that waits for an answer, such as “Discard 3 changes?”; null if there is none. */
  readonly pending: TenantSwitch | null;
}

/**
 * The function that makes another tenant active. Nothing is cleared: each tenant's data lives under its own keys. What
 * is in flight for the tenant that is left, and that nobody else watches, is aborted; what is written is not.
 */
export function useSwitchTenant(): SwitchTenant {
  const { switching } = useStratum("useSwitchTenant");
  const pending = useSyncExternalStore(switching.subscribe, switching.pending, () => null);
  return useMemo(
    () => Object.assign((to: string | null) => switching.switchTenant(to), { pending }),
    [switching, pending],
  );
}

/** Handlers that load a tenant ahead, for what leads to it. */
export interface PrefetchHandlers {
  onPointerEnter: () => void;
  onFocus: () => void;
}

/** Loads a tenant before it is chosen: `{...prefetch(id)}` on a link or button does so on hover and focus. */
export function usePrefetchTenant(): (tenantId: string) => PrefetchHandlers {
  const { switching, tenantId: active } = useStratum("usePrefetchTenant");
  return useCallback(
    (tenantId) => {
      const load = (): void => {
        if (tenantId !== active) switching.prefetch(tenantId);
      };
      return { onPointerEnter: load, onFocus: load };
    },
    [switching, active],
  );
}
