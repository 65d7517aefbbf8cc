import { defineError } from "../http/errors.ts";

/** No tenant with this id, or none that the caller may see (404). Both read the same. */
export class TenantNotFoundError extends defineError("TENANT_NOT_FOUND", 404) {}
/** A live sibling already has this slug (409). */
export class TenantAlreadyExistsError extends defineError("TENANT_ALREADY_EXISTS", 409) {}
/** Suspend or archive while active children exist and `cascade` was not given (409). */
export class TenantHasChildrenError extends defineError("TENANT_HAS_CHILDREN", 409) {}
/** A move into the tenant's own subtree (409). */
export class TenantCycleDetectedError extends defineError("TENANT_CYCLE_DETECTED", 409) {}
/** A create or move past 20 levels (409). */
export class TenantDepthExceededError extends defineError("TENANT_DEPTH_EXCEEDED", 409) {}
/** The tenant is archived (410). */
export class TenantArchivedError extends defineError("TENANT_ARCHIVED", 410) {}
/** The tenant is suspended (403). */
export class TenantSuspendedError extends defineError("TENANT_SUSPENDED", 403) {}
/** The transition is not allowed from this status (409). `details.allowed` lists what is. */
export class InvalidTenantStateError extends defineError("TENANT_INVALID_STATE", 409) {}
/** Several visible tenants have this slug (409). `details.candidates` lists their paths. */
export class TenantSlugAmbiguousError extends defineError("TENANT_SLUG_AMBIGUOUS", 409) {}
/** Code that needs an ambient tenant ran without one (500). */
export class TenantContextNotFoundError extends defineError("TENANT_CONTEXT_NOT_FOUND", 500) {}

export const tenantsErrors = {
  TENANT_NOT_FOUND: TenantNotFoundError,
  TENANT_ALREADY_EXISTS: TenantAlreadyExistsError,
  TENANT_HAS_CHILDREN: TenantHasChildrenError,
  TENANT_CYCLE_DETECTED: TenantCycleDetectedError,
  TENANT_DEPTH_EXCEEDED: TenantDepthExceededError,
  TENANT_ARCHIVED: TenantArchivedError,
  TENANT_SUSPENDED: TenantSuspendedError,
  TENANT_INVALID_STATE: InvalidTenantStateError,
  TENANT_SLUG_AMBIGUOUS: TenantSlugAmbiguousError,
  TENANT_CONTEXT_NOT_FOUND: TenantContextNotFoundError,
} as const;
