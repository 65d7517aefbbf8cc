"use client";
import type { ResolvedPermissions, Revocation } from "@stratum-hq/core";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type DeletePermissionVariables, deletePermissionOptions } from "./permissions.mutations.ts";

/** Revokes a tenant's own policy. The row changes once the server has answered. */
export function useDeletePermission(
  tenantId?: string,
): UseMutationResult<Revocation, Error, DeletePermissionVariables, ResolvedPermissions | undefined> {
  return useMutation(deletePermissionOptions(useStratumClient(), useTenantId(tenantId)));
}
