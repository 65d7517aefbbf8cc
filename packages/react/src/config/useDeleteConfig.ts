"use client";
import type { DeletedConfig, ResolvedConfig } from "@stratum-hq/core";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type DeleteConfigVariables, deleteConfigOptions } from "./config.mutations.ts";

/** Removes a tenant's own entry, so that it inherits again. The row changes once the server has answered. */
export function useDeleteConfig(
  tenantId?: string,
): UseMutationResult<DeletedConfig, Error, DeleteConfigVariables, ResolvedConfig | undefined> {
  return useMutation(deleteConfigOptions(useStratumClient(), useTenantId(tenantId)));
}
