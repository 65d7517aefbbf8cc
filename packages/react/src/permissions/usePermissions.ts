"use client";
import type { ResolvedPermissions, Revocation } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { permissionsOptions, revocationOptions } from "./permissions.queries.ts";

/** A tenant's effective permissions by key. Default tenant: that of the nearest scope. */
export function usePermissions(tenantId?: string): UseQueryResult<ResolvedPermissions> {
  return useQuery(permissionsOptions(useStratumClient(), useTenantId(tenantId)));
}

/** Who would lose and who would keep a policy if it were revoked. Asks nothing while `policyId` is null. */
export function useRevocationPreview(
  tenantId: string | undefined,
  policyId: string | null,
): UseQueryResult<Revocation> {
  const options = revocationOptions(useStratumClient(), useTenantId(tenantId), policyId ?? "");
  return useQuery({ ...options, enabled: policyId !== null });
}
