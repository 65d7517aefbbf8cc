"use client";
import type { CreateTenantInput } from "@stratum-hq/core";
import { type ForestMutation, useForestMutation } from "./useForestMutation.ts";

/** Creates a tenant below `parent_id`, or a root without it. It shows when the server has given it an id. */
export const useCreateTenant = (): ForestMutation<CreateTenantInput> =>
  useForestMutation((client, input) => client.createTenant(input));
