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
      "The new key has the name, reach, scopes, environment and rate limit of the old one, which the caller must hold itself. A key is rotated once; rotate the new one next.",
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
  createUiToken: {
    summary: "Exchange the caller's credentials for a short-lived browser token",
    body: s.CreateUiToken,
    response: s.UiToken,
    errors: ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
});
