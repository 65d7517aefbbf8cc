import { defineError } from "../http/errors.ts";

/** No such API key, or none that the caller may see (404). */
export class ApiKeyNotFoundError extends defineError("API_KEY_NOT_FOUND", 404) {}

/** The key is revoked, expired or already rotated (409). `details.state` says which. */
export class InvalidApiKeyStateError extends defineError("API_KEY_INVALID_STATE", 409) {}

/** No such role, or none that the caller may see (404). */
export class RoleNotFoundError extends defineError("ROLE_NOT_FOUND", 404) {}

/** The tenant has a role of this name (409). */
export class RoleAlreadyExistsError extends defineError("ROLE_ALREADY_EXISTS", 409) {}

/** The key or principal stands outside the subtree in which the role can be held (409). */
export class RoleOutOfReachError extends defineError("ROLE_OUT_OF_REACH", 409) {}

/** The identity provider does not give its keys, so its tokens cannot be judged now (503). */
export class IdentityUnavailableError extends defineError("IDENTITY_UNAVAILABLE", 503) {}

export const accessErrors = {
  API_KEY_NOT_FOUND: ApiKeyNotFoundError,
  API_KEY_INVALID_STATE: InvalidApiKeyStateError,
  ROLE_NOT_FOUND: RoleNotFoundError,
  ROLE_ALREADY_EXISTS: RoleAlreadyExistsError,
  ROLE_OUT_OF_REACH: RoleOutOfReachError,
  IDENTITY_UNAVAILABLE: IdentityUnavailableError,
} as const;
