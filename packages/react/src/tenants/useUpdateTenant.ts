"use client";
import type { UpdateTenantInput } from "@stratum-hq/core";
import { patchTenant } from "./tenants.cache.ts";
import { type ForestMutation, useForestMutation } from "./useForestMutation.ts";

export interface UpdateTenantVariables extends UpdateTenantInput {
  id: string;
}

/** Renames a tenant or replaces its metadata. The new name shows at once, everywhere. */
export const useUpdateTenant = (): ForestMutation<UpdateTenantVariables> =>
  useForestMutation(
    (client, { id, ...patch }) => client.updateTenant(id, patch),
    (queries, { id, name, metadata }) =>
      patchTenant(queries, id, {
        ...(name !== undefined && { name }),
        ...(metadata !== undefined && { metadata }),
      }),
  );
