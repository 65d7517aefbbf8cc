import { consentContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const consentRoutes = (app: FastifyInstance): void =>
  mount(app, "consent", consentContracts, {
    listConsent: ({ params, query, stratum }) => stratum.listConsent(params.tenantId, query),
    grantConsent: ({ params, body, stratum }) => stratum.grantConsent(params.tenantId, body),
    revokeConsent: ({ params, query, stratum }) =>
      stratum.revokeConsent(params.tenantId, query.subject_id, params.purpose),
    listConsentEvents: ({ params, query, stratum }) => stratum.listConsentEvents(params.tenantId, query),
  });
