import { auditContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const auditRoutes = (app: FastifyInstance): void =>
  mount(app, "audit", auditContracts, {
    queryAuditLogs: ({ query, stratum }) => stratum.queryAuditLogs(query),
    verifyAudit: ({ query, stratum }) => stratum.verifyAudit(query.tenant_id ?? null),
    exportAuditLogs: ({ query, stratum }) => stratum.exportAuditLogs(query),
    recordAuditEvent: ({ body, stratum }) => stratum.recordAuditEvent(body),
    getAuditEntry: ({ params, stratum }) => stratum.getAuditEntry(params.id),
  });
