"use client";
import type { Tenant, TenantHit, TenantNode } from "@stratum-hq/core";
import {
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/context.ts";
import { FOREST, keepWithin } from "../provider/keys.ts";
import {
  ancestorsOptions,
  childrenOptions,
  type ListOptions,
  type Pages,
  rootsOptions,
  searchOptions,
  tenantOptions,
} from "./tenants.queries.ts";

/** A tenant; the active one without an id. */
export const useTenant = (tenantId?: string): UseQueryResult<Tenant> =>
  useQuery(tenantOptions(useStratumClient(), useTenantId(tenantId)));

/** The visible ancestors of a tenant, root first. */
export const useTenantAncestors = (tenantId?: string): UseQueryResult<Tenant[]> =>
  useQuery(ancestorsOptions(useStratumClient(), useTenantId(tenantId)));

/** The roots that the caller sees, by pages. */
export const useTenantRoots = (options?: ListOptions): UseInfiniteQueryResult<Pages<TenantNode>> =>
  useInfiniteQuery(rootsOptions(useStratumClient(), options));

/** The children of a tenant, by pages. */
export const useTenantChildren = (
  tenantId?: string,
  options?: ListOptions,
): UseInfiniteQueryResult<Pages<TenantNode>> =>
  useInfiniteQuery(childrenOptions(useStratumClient(), useTenantId(tenantId), options));

/** Tenants by name, slug or id. Idle for an empty query; while a new one loads the last hits stay. */
export const useTenantSearch = (query: string, under?: string): UseInfiniteQueryResult<Pages<TenantHit>> =>
  useInfiniteQuery({
    ...searchOptions(useStratumClient(), query, under),
    placeholderData: keepWithin(under ?? FOREST),
  });
