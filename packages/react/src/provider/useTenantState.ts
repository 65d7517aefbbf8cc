"use client";
import type { StratumClient } from "@stratum-hq/sdk";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ancestorsOptions, tenantOptions } from "../tenants/tenants.queries.ts";
import { useLayout } from "../ui/tree/useLayout.ts";
import { useControllable } from "../ui/useControllable.ts";
import { abortUnseen, enterTenant } from "./presence.ts";
import { createSwitching, type Switching, type TenantSwitch } from "./switching.ts";

/** What a provider and a scope have in common: a tenant that may be held outside, and a say in leaving it. */
export interface TenantStateProps {
  /** The active tenant, if you hold it, for example in the address. */
  tenantId?: string | null | undefined;
  /** The active tenant at first, if it is held here. Default null. */
  defaultTenantId?: string | null | undefined;
  /** Asked before a switch; `false` or a promise of it vetoes, and nothing happens. */
  onBeforeTenantChange?: ((change: TenantSwitch) => unknown) | undefined;
  /** Told which tenant is the active one; null for none. */
  onTenantChange?: ((tenantId: string | null) => void) | undefined;
  /** Told of a tenant that is about to be shown. What your page will need of it may be prefetched here. */
  onPrefetch?: ((tenantId: string) => void) | undefined;
}

/** How long what was loaded ahead counts as fresh, in ms. */
const AHEAD = 10_000;

/** Holds the active tenant of a provider or a scope, and how it is left. */
export function useTenantState(
  props: TenantStateProps,
  client: StratumClient,
  queries: QueryClient,
  outer?: Switching,
): { tenantId: string | null; switching: Switching } {
  const [tenantId, setTenantId] = useControllable<string | null>(
    props.tenantId,
    props.defaultTenantId ?? null,
    props.onTenantChange,
  );
  const now = useRef({ props, client, queries, tenantId });
  now.current = { props, client, queries, tenantId };
  const [switching] = useState(() =>
    createSwitching(
      {
        drawn: () => now.current.tenantId,
        commit: setTenantId,
        load: (id) => {
          const { queries, client, props } = now.current;
          void queries.prefetchQuery({ ...tenantOptions(client, id), staleTime: AHEAD });
          void queries.prefetchQuery({ ...ancestorsOptions(client, id), staleTime: AHEAD });
          props.onPrefetch?.(id);
        },
        abandon: (id) => abortUnseen(now.current.queries, id),
      },
      outer,
    ),
  );
  const guarded = props.onBeforeTenantChange !== undefined;
  useEffect(() => {
    if (guarded) return switching.guard((change) => now.current.props.onBeforeTenantChange?.(change));
  }, [guarded, switching]);
  useLayout(() => switching.arrived(tenantId), [switching, tenantId]);
  useEffect(() => {
    if (tenantId !== null) return enterTenant(queries, tenantId);
  }, [queries, tenantId]);
  return { tenantId, switching };
}
