import { defineError } from "../http/errors.ts";

/** An ancestor's LOCKED policy governs this key (403). */
export class PermissionLockedError extends defineError("PERMISSION_LOCKED", 403) {}
/** An ancestor's INHERITED policy governs this key: the value may differ, the mode may not (403). */
export class PermissionNotDelegatedError extends defineError("PERMISSION_NOT_DELEGATED", 403) {}
/** No such policy on this tenant (404). */
export class PermissionNotFoundError extends defineError("PERMISSION_NOT_FOUND", 404) {}
/** The tenant already has a policy for this key (409). */
export class PermissionAlreadyExistsError extends defineError("PERMISSION_ALREADY_EXISTS", 409) {}
/** A PERMANENT policy can be neither changed nor deleted (403). */
export class PermissionRevocationDeniedError extends defineError("PERMISSION_REVOCATION_DENIED", 403) {}

export const permissionsErrors = {
  PERMISSION_LOCKED: PermissionLockedError,
  PERMISSION_NOT_DELEGATED: PermissionNotDelegatedError,
  PERMISSION_NOT_FOUND: PermissionNotFoundError,
  PERMISSION_ALREADY_EXISTS: PermissionAlreadyExistsError,
  PERMISSION_REVOCATION_DENIED: PermissionRevocationDeniedError,
} as const;
