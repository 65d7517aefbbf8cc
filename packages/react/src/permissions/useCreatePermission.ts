"use client";
import type { CreatePermissionInput, Permission, ResolvedPermissions } from "@stratum-hq/core";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { createPermissionOptions } from "./permissions.mutations.ts";

/** Sets a policy on a tenant. The row changes once the server has answered. */
export function useCreatePermission(
  tenantId?: string,
): UseMutationResult<Permission, Error, CreatePermissionInput, ResolvedPermissions | undefined> {
  return useMutation(createPermissionOptions(useStratumClient(), useTenantId(tenantId)));
}
