"use client";
import { type ForestMutation, useForestMutation } from "./useForestMutation.ts";

export interface ReorderTenantVariables {
  id: string;
  /** Place among its siblings, from 0; past the end is the last. */
  position: number;
}

/** Gives a tenant another place among its siblings. */
export const useReorderTenant = (): ForestMutation<ReorderTenantVariables> =>
  useForestMutation((client, { id, position }) => client.reorderTenant(id, { position }));
