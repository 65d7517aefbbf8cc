import { defineError } from "../http/errors.ts";

/** No such API key, or none that the caller may see (404). */
export class ApiKeyNotFoundError extends defineError("API_KEY_NOT_FOUND", 404) {}

/** The key is revoked, expired or already rotated (409). `details.state` says which. */
export class InvalidApiKeyStateError extends defineError("API_KEY_INVALID_STATE", 409) {}

export const accessErrors = {
  API_KEY_NOT_FOUND: ApiKeyNotFoundError,
  API_KEY_INVALID_STATE: InvalidApiKeyStateError,
} as const;
