import { permissionsContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const permissionsRoutes = (app: FastifyInstance): void =>
  mount(app, "permissions", permissionsContracts, {
    resolvePermissions: ({ params, stratum }) => stratum.resolvePermissions(params.id),
    createPermission: ({ params, body, stratum }) => stratum.createPermission(params.id, body),
    updatePermission: ({ params, body, stratum }) =>
      stratum.updatePermission(params.id, params.policyId, body),
    deletePermission: ({ params, query, stratum }) =>
      stratum.deletePermission(params.id, params.policyId, query),
    previewRevocation: ({ params, stratum }) => stratum.previewRevocation(params.id, params.policyId),
    explainPermission: ({ params, body, stratum }) => stratum.explainPermission(params.id, body.key),
    simulatePermissions: ({ params, body, stratum }) => stratum.simulatePermissions(params.id, body.changes),
    createAbacPolicy: ({ params, body, stratum }) => stratum.createAbacPolicy(params.tenantId, body),
    getAbacPolicies: ({ params, stratum }) => stratum.getAbacPolicies(params.tenantId),
    resolveAbacPolicies: ({ params, stratum }) => stratum.resolveAbacPolicies(params.tenantId),
    evaluateAbac: ({ params, body, stratum }) => stratum.evaluateAbac(params.tenantId, body),
    deleteAbacPolicy: ({ params, stratum }) => stratum.deleteAbacPolicy(params.tenantId, params.policyId),
  });
