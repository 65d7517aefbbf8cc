import { defineError } from "../http/errors.ts";

/** No such API key, or none that the caller may see (404). */
export class ApiKeyNotFoundError extends defineError("API_KEY_NOT_FOUND", 404) {}

export const accessErrors = { API_KEY_NOT_FOUND: ApiKeyNotFoundError } as const;
