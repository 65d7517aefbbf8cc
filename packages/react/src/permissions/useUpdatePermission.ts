"use client";
import type { Permission, ResolvedPermissions } from "@stratum-hq/core";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type UpdatePermissionVariables, updatePermissionOptions } from "./permissions.mutations.ts";

/** Changes a tenant's own policy; shown at once and taken back if it fails. */
export function useUpdatePermission(
  tenantId?: string,
): UseMutationResult<Permission, Error, UpdatePermissionVariables, ResolvedPermissions | undefined> {
  return useMutation(updatePermissionOptions(useStratumClient(), useTenantId(tenantId)));
}
