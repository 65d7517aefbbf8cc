"use client";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type ConfigDefinitionsByKey, configDefinitionsOptions } from "./config.queries.ts";

/** What a tenant's keys mean: title, rules and default, by key. Asked for only while `enabled`; default true. */
export function useConfigDefinitions(
  tenantId?: string,
  enabled = true,
): UseQueryResult<ConfigDefinitionsByKey> {
  return useQuery({ ...configDefinitionsOptions(useStratumClient(), useTenantId(tenantId)), enabled });
}
