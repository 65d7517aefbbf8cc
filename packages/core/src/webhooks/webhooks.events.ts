/**
 * The types of events that the engine makes. An event recorded by an application (`recordAuditEvent`) has a type of its
 * own, which a webhook may name as well.
 */
export const TENANT_EVENTS = [
  "tenants.created",
  "tenants.updated",
  "tenants.moved",
  "tenants.reordered",
  "tenants.suspended",
  "tenants.resumed",
  "tenants.archived",
  "tenants.purged",
  "config.set",
  "config.deleted",
  "config.revealed",
  "config.defined",
  "config.undefined",
  "permissions.created",
  "permissions.updated",
  "permissions.deleted",
  "permissions.abac_created",
  "permissions.abac_deleted",
  "consent.granted",
  "consent.renewed",
  "consent.withdrawn",
  "access.key_created",
  "access.key_rotated",
  "access.key_revoked",
  "access.role_created",
  "access.role_updated",
  "access.role_deleted",
  "access.role_assigned",
  "access.role_removed",
  "webhooks.created",
  "webhooks.updated",
  "webhooks.deleted",
  "webhooks.secret_rotated",
  "webhooks.disabled",
  "webhooks.retried",
  "jobs.started",
] as const;
/** Type of an event that the engine makes. */
export type TenantEventType = (typeof TENANT_EVENTS)[number];
