import { defineContracts } from "../http/contract.ts";
import { accessRoutes } from "./access.routes.ts";
import * as s from "./access.schema.ts";

export const accessContracts = defineContracts(accessRoutes, {
  getSession: { summary: "Say who the caller is and how far it reaches", response: s.Session, errors: [] },
  listApiKeys: {
    summary: "List the keys of the caller's subtree, newest first",
    query: s.ListApiKeysQuery,
    response: s.ApiKeyPage,
    errors: [],
  },
  createApiKey: {
    summary: "Create an API key; its text is in this answer only",
    body: s.CreateApiKey,
    response: s.CreatedApiKey,
    errors: ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
  revokeApiKey: {
    summary: "Revoke an API key at once",
    params: s.ApiKeyParams,
    response: s.ApiKey,
    errors: ["API_KEY_NOT_FOUND"],
  },
  createUiToken: {
    summary: "Exchange the caller's credentials for a short-lived browser token",
    body: s.CreateUiToken,
    response: s.UiToken,
    errors: ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
});
