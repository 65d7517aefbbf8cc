import { defineError } from "../http/errors.ts";

/** A write to a key that an ancestor locks (409). `details.locked_by` says who. */
export class ConfigLockedError extends defineError("CONFIG_LOCKED", 409) {}
/** The tenant has no own entry for this key (404). */
export class ConfigNotFoundError extends defineError("CONFIG_NOT_FOUND", 404) {}
/** A value that breaks its key's definition (422). `details.errors` says where and how, never with the value. */
export class ConfigInvalidError extends defineError("CONFIG_INVALID", 422) {}

export const configErrors = {
  CONFIG_LOCKED: ConfigLockedError,
  CONFIG_NOT_FOUND: ConfigNotFoundError,
  CONFIG_INVALID: ConfigInvalidError,
} as const;
