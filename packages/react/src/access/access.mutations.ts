import type {
  ApiKey,
  CreateApiKeyInput,
  CreatedApiKey,
  RotateApiKeyInput,
  StratumApi,
} from "@stratum-hq/core";
import type { UseMutationOptions } from "@tanstack/react-query";
import { apiKeysKey, invalidateApiKeys } from "./access.queries.ts";

/** What a new key shall be; its tenant is given apart. */
export type NewApiKey = Omit<CreateApiKeyInput, "tenant_id">;
/** Which key is rotated, and how. */
export interface ApiKeyRotation {
  id: string;
  options?: RotateApiKeyInput;
}
/** Options of a write of API keys. */
export type ApiKeyMutationOptions<Result, Input> = UseMutationOptions<Result, Error, Input>;

/** What the writes share. None is optimistic: a key that only seems to work, or to have stopped, would mislead. */
const written = <Result, Input>(
  tenantId: string,
  mutationFn: (input: Input) => Promise<Result>,
): ApiKeyMutationOptions<Result, Input> => ({
  mutationKey: apiKeysKey(tenantId),
  mutationFn,
  // A text that is shown once is not kept in a cache.
  gcTime: 0,
  onSettled: (_result, _error, _input, _before, { client: queries }) =>
    void invalidateApiKeys(queries, tenantId),
});

/** Makes a key of the tenant; its text is in the result only. */
export const createApiKeyOptions = (
  client: Pick<StratumApi, "createApiKey">,
  tenantId: string,
): ApiKeyMutationOptions<CreatedApiKey, NewApiKey> =>
  written(tenantId, (input) => client.createApiKey({ ...input, tenant_id: tenantId }));

/** Puts a new key in the place of one; its text is in the result only. */
export const rotateApiKeyOptions = (
  client: Pick<StratumApi, "rotateApiKey">,
  tenantId: string,
): ApiKeyMutationOptions<CreatedApiKey, ApiKeyRotation> =>
  written(tenantId, ({ id, options }) => client.rotateApiKey(id, options));

/** Ends a key at once. */
export const revokeApiKeyOptions = (
  client: Pick<StratumApi, "revokeApiKey">,
  tenantId: string,
): ApiKeyMutationOptions<ApiKey, string> => written(tenantId, (id) => client.revokeApiKey(id));
