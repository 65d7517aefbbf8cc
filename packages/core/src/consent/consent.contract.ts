import { defineContracts } from "../http/contract.ts";
import { consentRoutes } from "./consent.routes.ts";
import * as s from "./consent.schema.ts";

const seen = ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"] as const;

export const consentContracts = defineContracts(consentRoutes, {
  listConsent: {
    summary: "List the current consents of a tenant's subjects, newest grant first",
    params: s.ConsentTenantParams,
    query: s.ListConsentQuery,
    response: s.ConsentPage,
    errors: [...seen],
  },
  grantConsent: {
    summary: "Record that a subject consents to a purpose",
    description: "A second grant while one is in force renews it. Nothing is overwritten: each is an event.",
    params: s.ConsentTenantParams,
    body: s.GrantConsent,
    response: s.Consent,
    errors: [...seen],
  },
  revokeConsent: {
    summary: "Record that a subject withdraws a consent",
    params: s.ConsentParams,
    query: s.RevokeConsentQuery,
    response: s.Consent,
    errors: [...seen, "CONSENT_NOT_FOUND"],
  },
  listConsentEvents: {
    summary: "List the consent ledger, newest first",
    params: s.ConsentTenantParams,
    query: s.ListConsentQuery,
    response: s.ConsentEventPage,
    errors: [...seen],
  },
});
