import { tenantsContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const tenantsRoutes = (app: FastifyInstance): void =>
  mount(app, "tenants", tenantsContracts, {
    listTenants: ({ query, stratum }) => stratum.listTenants(query),
    createTenant: ({ body, stratum }) => stratum.createTenant(body),
    batchCreateTenants: ({ body, stratum }) => stratum.batchCreateTenants(body.tenants),
    listRoots: ({ query, stratum }) => stratum.listRoots(query),
    searchTenants: ({ query, stratum }) => stratum.searchTenants(query),
    getTenant: ({ params, query, stratum }) => stratum.getTenant(params.id, query),
    updateTenant: ({ params, body, stratum }) => stratum.updateTenant(params.id, body),
    moveTenant: ({ params, body, stratum }) => stratum.moveTenant(params.id, body.parent_id),
    previewMove: ({ params, body, stratum }) => stratum.previewMove(params.id, body.parent_id),
    reorderTenant: ({ params, body, stratum }) => stratum.reorderTenant(params.id, body.position),
    suspendTenant: ({ params, body, stratum }) => stratum.suspendTenant(params.id, body),
    resumeTenant: ({ params, body, stratum }) => stratum.resumeTenant(params.id, body),
    archiveTenant: ({ params, body, stratum }) => stratum.archiveTenant(params.id, body),
    getTenantContext: ({ params, stratum }) => stratum.getTenantContext(params.id),
    deleteTenant: ({ params, query, stratum }) => stratum.deleteTenant(params.id, query),
    purgeTenant: ({ params, body, stratum }) => stratum.purgeTenant(params.id, body),
    getAncestors: ({ params, stratum }) => stratum.getAncestors(params.id),
    listChildren: ({ params, query, stratum }) => stratum.listChildren(params.id, query),
    listDescendants: ({ params, query, stratum }) => stratum.listDescendants(params.id, query),
  });
