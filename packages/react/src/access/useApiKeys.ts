"use client";
import type { ApiKey, CreatedApiKey } from "@stratum-hq/core";
import {
  type UseInfiniteQueryResult,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
} from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import {
  type ApiKeyRotation,
  createApiKeyOptions,
  type NewApiKey,
  revokeApiKeyOptions,
  rotateApiKeyOptions,
} from "./access.mutations.ts";
import { type ApiKeyPages, apiKeysOptions } from "./access.queries.ts";

/** A tenant's own API keys, page by page, newest first. */
export const useApiKeys = (tenantId?: string): UseInfiniteQueryResult<ApiKeyPages> =>
  useInfiniteQuery(apiKeysOptions(useStratumClient(), useTenantId(tenantId)));

/** Makes an API key of the tenant. `data.plaintext_key` is its text: show it, and call `reset()`. */
export const useCreateApiKey = (tenantId?: string): UseMutationResult<CreatedApiKey, Error, NewApiKey> =>
  useMutation(createApiKeyOptions(useStratumClient(), useTenantId(tenantId)));

/** Puts a new key in the place of one that works on for a while. */
export const useRotateApiKey = (tenantId?: string): UseMutationResult<CreatedApiKey, Error, ApiKeyRotation> =>
  useMutation(rotateApiKeyOptions(useStratumClient(), useTenantId(tenantId)));

/** Ends a key at once, and every browser token that was got by it. */
export const useRevokeApiKey = (tenantId?: string): UseMutationResult<ApiKey, Error, string> =>
  useMutation(revokeApiKeyOptions(useStratumClient(), useTenantId(tenantId)));
