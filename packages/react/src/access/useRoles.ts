"use client";
import type { Role, RoleHolder } from "@stratum-hq/core";
import { type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import type { PagesOf } from "../provider/paged.ts";
import { roleHoldersOptions, rolesOptions } from "./roles.queries.ts";

/** The roles that can be held at a tenant: its own, and those from above that the caller sees; newest first. */
export const useRoles = (tenantId?: string): UseInfiniteQueryResult<PagesOf<Role>> =>
  useInfiniteQuery(rolesOptions(useStratumClient(), useTenantId(tenantId)));

/** Who holds a role, page by page: keys, then principals. */
export const useRoleHolders = (
  tenantId: string | undefined,
  roleId: string,
): UseInfiniteQueryResult<PagesOf<RoleHolder>> =>
  useInfiniteQuery(roleHoldersOptions(useStratumClient(), useTenantId(tenantId), roleId));
