import { defineContracts } from "../http/contract.ts";
import { accessRoutes } from "./access.routes.ts";
import * as s from "./access.schema.ts";
import * as r from "./roles.schema.ts";

const asleep = ["TENANT_SUSPENDED", "TENANT_ARCHIVED"] as const;

export const accessContracts = defineContracts(accessRoutes, {
  getSession: { summary: "Say who the caller is and how far it reaches", response: s.Session, errors: [] },
  listApiKeys: {
    summary: "List the keys of the caller's subtree, or of one tenant, newest first",
    query: s.ListApiKeysQuery,
    response: s.ApiKeyPage,
    errors: ["TENANT_NOT_FOUND"],
  },
  createApiKey: {
    summary: "Create an API key; its text is in this answer only",
    body: s.CreateApiKey,
    response: s.CreatedApiKey,
    errors: ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
  listDormantKeys: {
    summary: "List keys that still work but have not been used for some days, newest first",
    query: s.ListDormantKeysQuery,
    response: s.ApiKeyPage,
    errors: [],
  },
  getApiKey: {
    summary: "Get an API key, without its text",
    params: s.ApiKeyParams,
    response: s.ApiKey,
    errors: ["API_KEY_NOT_FOUND"],
  },
  rotateApiKey: {
    summary: "Replace an API key by a new one; the old one works on for a while",
    description:
      "The new key has the name, reach, scopes, roles, environment and rate limit of the old one, which the caller must hold itself. A key is rotated once; rotate the new one next.",
    params: s.ApiKeyParams,
    body: s.RotateApiKey,
    response: s.CreatedApiKey,
    errors: ["API_KEY_NOT_FOUND", "API_KEY_INVALID_STATE", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
  revokeApiKey: {
    summary: "Revoke an API key at once",
    params: s.ApiKeyParams,
    response: s.ApiKey,
    errors: ["API_KEY_NOT_FOUND"],
  },
  resolveKeyScopes: {
    summary: "Tell what an API key may do, by itself and by its roles",
    params: s.ApiKeyParams,
    response: r.KeyScopes,
    errors: ["API_KEY_NOT_FOUND"],
  },
  listRoles: {
    summary: "List the roles of the caller's subtree, or those that can be held at one tenant, newest first",
    query: r.ListRolesQuery,
    response: r.RolePage,
    errors: ["TENANT_NOT_FOUND"],
  },
  createRole: {
    summary: "Create a role: a named set of scopes",
    body: r.CreateRole,
    response: r.Role,
    errors: ["TENANT_NOT_FOUND", ...asleep, "ROLE_ALREADY_EXISTS"],
  },
  getRole: {
    summary: "Get a role",
    params: r.RoleParams,
    response: r.Role,
    errors: ["ROLE_NOT_FOUND"],
  },
  updateRole: {
    summary: "Change a role, for everyone who holds it and at once",
    params: r.RoleParams,
    body: r.UpdateRole,
    response: r.Role,
    errors: ["ROLE_NOT_FOUND", ...asleep, "ROLE_ALREADY_EXISTS", "VERSION_CONFLICT"],
  },
  deleteRole: {
    summary: "Delete a role; whoever held it loses its scopes at once",
    params: r.RoleParams,
    response: r.Role,
    errors: ["ROLE_NOT_FOUND", ...asleep],
  },
  listRoleHolders: {
    summary: "List who holds a role: keys first, then principals",
    description: "Those that stand outside the caller's subtree are left out, though the role counts them.",
    params: r.RoleParams,
    query: r.ListRoleHoldersQuery,
    response: r.RoleHolderPage,
    errors: ["ROLE_NOT_FOUND"],
  },
  assignRoleToKey: {
    summary: "Let an API key hold a role",
    description: "The caller must hold all scopes of the role. Again: changes nothing.",
    params: r.KeyParams,
    body: r.AssignRoleToKey,
    response: r.KeyScopes,
    errors: [
      ...["API_KEY_NOT_FOUND", "API_KEY_INVALID_STATE", "ROLE_NOT_FOUND", "ROLE_OUT_OF_REACH"],
      ...asleep,
    ] as const,
  },
  removeRoleFromKey: {
    summary: "Take a role from an API key, at once",
    params: r.KeyParams,
    query: r.RemoveRoleFromKeyQuery,
    response: r.KeyScopes,
    errors: ["API_KEY_NOT_FOUND", "ROLE_NOT_FOUND", ...asleep],
  },
  resolvePrincipalScopes: {
    summary: "Tell what a principal may do in a tenant by its roles",
    params: r.PrincipalParams,
    query: r.PrincipalScopesQuery,
    response: r.PrincipalScopes,
    errors: ["TENANT_NOT_FOUND", ...asleep],
  },
  assignRole: {
    summary: "Let a principal hold a role in a tenant",
    description:
      "It counts for JWTs without a scopes claim, and for UI tokens that were asked for without scopes. The caller must hold all scopes of the role. Again: changes nothing.",
    params: r.PrincipalParams,
    body: r.AssignRole,
    response: r.PrincipalScopes,
    errors: ["TENANT_NOT_FOUND", ...asleep, "ROLE_NOT_FOUND", "ROLE_OUT_OF_REACH"],
  },
  removeRole: {
    summary: "Take a role from a principal, at once",
    params: r.PrincipalParams,
    query: r.RemoveRoleQuery,
    response: r.PrincipalScopes,
    errors: ["TENANT_NOT_FOUND", ...asleep, "ROLE_NOT_FOUND"],
  },
  createUiToken: {
    summary: "Exchange the caller's credentials for a short-lived browser token",
    body: s.CreateUiToken,
    response: s.UiToken,
    errors: ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
});
