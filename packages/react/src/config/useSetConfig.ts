"use client";
import type { ConfigEntry, ResolvedConfig } from "@stratum-hq/core";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type SetConfigVariables, setConfigOptions } from "./config.mutations.ts";

/** Sets, locks or unlocks a tenant's own entry; shown at once and taken back if it fails. */
export function useSetConfig(
  tenantId?: string,
): UseMutationResult<ConfigEntry, Error, SetConfigVariables, ResolvedConfig | undefined> {
  return useMutation(setConfigOptions(useStratumClient(), useTenantId(tenantId)));
}
