import { accessContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const accessRoutes = (app: FastifyInstance): void =>
  mount(app, "access", accessContracts, {
    getSession: ({ stratum }) => stratum.getSession(),
    listApiKeys: ({ query, stratum }) => stratum.listApiKeys(query),
    createApiKey: ({ body: { tenant_id, ...options }, stratum }) => stratum.createApiKey(tenant_id, options),
    listDormantKeys: ({ query: { days, ...page }, stratum }) => stratum.listDormantKeys(days, page),
    getApiKey: ({ params, stratum }) => stratum.getApiKey(params.id),
    rotateApiKey: ({ params, body, stratum }) => stratum.rotateApiKey(params.id, body),
    revokeApiKey: ({ params, stratum }) => stratum.revokeApiKey(params.id),
    resolveKeyScopes: ({ params, stratum }) => stratum.resolveKeyScopes(params.id),
    listRoles: ({ query, stratum }) => stratum.listRoles(query),
    createRole: ({ body: { tenant_id, ...role }, stratum }) => stratum.createRole(tenant_id, role),
    getRole: ({ params, stratum }) => stratum.getRole(params.id),
    updateRole: ({ params, body, stratum }) => stratum.updateRole(params.id, body),
    deleteRole: ({ params, stratum }) => stratum.deleteRole(params.id),
    listRoleHolders: ({ params, query, stratum }) => stratum.listRoleHolders(params.id, query),
    assignRoleToKey: ({ params, body, stratum }) => stratum.assignRoleToKey(params.keyId, body.role_id),
    removeRoleFromKey: ({ params, query, stratum }) => stratum.removeRoleFromKey(params.keyId, query.role_id),
    resolvePrincipalScopes: ({ params, query, stratum }) =>
      stratum.resolvePrincipalScopes(params.tenantId, query.principal_id),
    assignRole: ({ params, body, stratum }) =>
      stratum.assignRole(params.tenantId, body.principal_id, body.role_id),
    removeRole: ({ params, query, stratum }) =>
      stratum.removeRole(params.tenantId, query.principal_id, query.role_id),
    createUiToken: ({ body, stratum }) => stratum.createUiToken(body),
  });
