"use client";
import type { Json, ResolvedPermission } from "@stratum-hq/core";
import { StratumError } from "@stratum-hq/core/client";
import { useQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { permissionsOptions } from "./permissions.queries.ts";

export interface CanOptions {
  /** Default: the nearest scope's. */
  tenantId?: string | undefined;
  /** Which values allow it. Default: all but `false`, `null`, `0` and the empty text. */
  when?: ((value: Json) => boolean) | undefined;
}

/** Whether a tenant has a permission. One of `allowed`, `denied` and `pending` is true. */
export interface Permit {
  allowed: boolean;
  /** It has none, its value does not allow it, or the server did not say. */
  denied: boolean;
  /** Not known yet; nothing that needs it should show. */
  pending: boolean;
  /** The effective value; undefined without one. */
  value: Json | undefined;
  /** The effective permission with its source; undefined without one. */
  permission: ResolvedPermission | undefined;
  /** Why the server did not say. */
  error: Error | null;
}

/**
 * Whether the active tenant has a permission. All gates of a tenant share one request. For what shows: the server
 * decides again when something is done.
 */
export function useCan(key: string, { tenantId, when = Boolean }: CanOptions = {}): Permit {
  const query = useQuery({
    ...permissionsOptions(useStratumClient(), useTenantId(tenantId)),
    select: (all) => (Object.hasOwn(all, key) ? all[key] : undefined),
  });
  const { error, isPending: pending } = query;
  // What was known before the server refused to say does not count any more; before it was out of reach, it does.
  const refused = error instanceof StratumError && error.status >= 400 && error.status < 500;
  const permission = refused ? undefined : query.data;
  const allowed = permission !== undefined && when(permission.value);
  return { allowed, denied: !pending && !allowed, pending, value: permission?.value, permission, error };
}
