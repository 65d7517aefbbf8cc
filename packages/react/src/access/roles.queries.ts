import type { Role, RoleHolder, StratumApi } from "@stratum-hq/core";
import type { QueryClient } from "@tanstack/react-query";
import { tenantKey } from "../provider/keys.ts";
import { type PagedOptions, pagedOptions } from "../provider/paged.ts";
import { markStale } from "../provider/stale.ts";

/** Rows on a page of roles or of their holders. */
export const ROLE_PAGE_SIZE = 50;

/** Key of a tenant's roles, or of who holds one of them. */
export type RolesQueryKey = readonly [
  tenantId: string,
  feature: "access",
  list: "roles",
  ...holdersOf: string[],
];
/** Options of a paged query of roles or of their holders. */
export type RolesQueryOptions<T> = PagedOptions<T, RolesQueryKey>;

/** Key of the roles that can be held at a tenant. */
export const rolesKey = (tenantId: string): RolesQueryKey => tenantKey(tenantId, "access", "roles");

/** Paged query of the roles that can be held at a tenant and that the caller sees, newest first. */
export const rolesOptions = (
  client: Pick<StratumApi, "listRoles">,
  tenantId: string,
): RolesQueryOptions<Role> =>
  pagedOptions<Role, RolesQueryKey>(rolesKey(tenantId), (cursor, signal) =>
    client.listRoles({ tenant_id: tenantId, cursor, limit: ROLE_PAGE_SIZE }, { signal }),
  );

/** Paged query of who holds a role, of those that the caller sees; it is looked at from a tenant. */
export const roleHoldersOptions = (
  client: Pick<StratumApi, "listRoleHolders">,
  tenantId: string,
  roleId: string,
): RolesQueryOptions<RoleHolder> =>
  pagedOptions<RoleHolder, RolesQueryKey>([...rolesKey(tenantId), roleId], (cursor, signal) =>
    client.listRoleHolders(roleId, { cursor, limit: ROLE_PAGE_SIZE }, { signal }),
  );

/** Marks roles and their holders stale, at every tenant: a role shows at all below its own. */
export const invalidateRoles = (queries: QueryClient): Promise<void> =>
  markStale(queries, {
    predicate: ({ queryKey: [, feature, list] }) => feature === "access" && list === "roles",
  });
