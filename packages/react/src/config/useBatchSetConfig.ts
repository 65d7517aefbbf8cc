"use client";
import type { BatchSetConfigEntry, BatchSetConfigResult, ResolvedConfig } from "@stratum-hq/core";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { batchSetConfigOptions } from "./config.mutations.ts";

/** Sets and deletes up to 200 entries of a tenant, all or nothing. */
export function useBatchSetConfig(
  tenantId?: string,
): UseMutationResult<BatchSetConfigResult, Error, BatchSetConfigEntry[], ResolvedConfig | undefined> {
  return useMutation(batchSetConfigOptions(useStratumClient(), useTenantId(tenantId)));
}
