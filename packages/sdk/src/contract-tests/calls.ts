import type { Operation } from "@stratum-hq/core";
import type { StratumClient } from "../client.ts";
import { nobody, textOf, unique } from "./world.ts";

/** Ids of what a tenant has, and of another tenant of the same caller's. */
export type Parts = Record<
  | "beside"
  | "permission"
  | "abac_policy"
  | "api_key"
  | "role"
  | "audit_entry"
  | "webhook"
  | "delivery"
  | "job",
  string
>;
const part = (parts: Parts | undefined, name: keyof Parts): string => parts?.[name] ?? nobody();

/**
 * A call of every operation with valid input, aimed at a tenant and, if given, at what it has. A new operation does not
 * compile without one.
 */
export const calls: Record<Operation, (api: StratumClient, id: string, parts?: Parts) => Promise<unknown>> = {
  listTenants: (api) => api.listTenants(),
  createTenant: (api, id) => api.createTenant({ name: "x", slug: unique(), parent_id: id }),
  batchCreateTenants: (api, id) =>
    api.batchCreateTenants({ tenants: [{ name: "x", slug: unique(), parent_id: id }] }),
  listRoots: (api) => api.listRoots(),
  searchTenants: (api, id) => api.searchTenants({ query: "x", under: id }),
  getTenant: (api, id) => api.getTenant(id),
  updateTenant: (api, id) => api.updateTenant(id, { name: "x" }),
  moveTenant: (api, id, parts) => api.moveTenant(id, { parent_id: part(parts, "beside") }),
  previewMove: (api, id, parts) => api.previewMove(id, { parent_id: part(parts, "beside") }),
  reorderTenant: (api, id) => api.reorderTenant(id, { position: 0 }),
  suspendTenant: (api, id) => api.suspendTenant(id),
  resumeTenant: (api, id) => api.resumeTenant(id),
  archiveTenant: (api, id) => api.archiveTenant(id),
  getTenantContext: (api, id) => api.getTenantContext(id),
  deleteTenant: (api, id) => api.deleteTenant(id),
  purgeTenant: (api, id) => api.purgeTenant(id),
  getAncestors: (api, id) => api.getAncestors(id),
  listChildren: (api, id) => api.listChildren(id),
  listDescendants: (api, id) => api.listDescendants(id),
  resolveConfig: (api, id) => api.resolveConfig(id),
  batchSetConfig: (api, id) => api.batchSetConfig(id, { entries: [{ key: "k", value: 1 }] }),
  setConfig: (api, id) => api.setConfig(id, "k", { value: 1 }),
  deleteConfig: (api, id) => api.deleteConfig(id, "k"),
  revealConfig: (api, id) => api.revealConfig(id, "k", { reason: "a test" }),
  listConfigHistory: (api, id) => api.listConfigHistory(id, "k"),
  restoreConfig: (api, id) => api.restoreConfig(id, "k", { version: 1 }),
  getConfigWithInheritance: (api, id) => api.getConfigWithInheritance(id),
  explainConfig: (api, id) => api.explainConfig(id, "k"),
  previewConfig: (api, id) => api.previewConfig(id, { entries: [{ key: "k", value: 1 }] }),
  listDrift: (api, id) => api.listDrift(id),
  diffConfig: (api, id) => api.diffConfig({ tenant_a: id, tenant_b: id }),
  listConfigDefinitions: (api, id) => api.listConfigDefinitions(id),
  defineConfigKey: (api, id) => api.defineConfigKey(id, "k", { title: "x" }),
  deleteConfigDefinition: (api, id) => api.deleteConfigDefinition(id, "k"),
  resolvePermissions: (api, id) => api.resolvePermissions(id),
  createPermission: (api, id) => api.createPermission(id, { key: "k" }),
  updatePermission: (api, id, parts) => api.updatePermission(id, part(parts, "permission"), { value: 1 }),
  deletePermission: (api, id, parts) => api.deletePermission(id, part(parts, "permission")),
  explainPermission: (api, id) => api.explainPermission(id, { key: "k" }),
  simulatePermissions: (api, id) =>
    api.simulatePermissions(id, { changes: [{ action: "create", key: "k" }] }),
  previewRevocation: (api, id, parts) => api.previewRevocation(id, part(parts, "permission")),
  createAbacPolicy: (api, id) =>
    api.createAbacPolicy(id, { name: unique(), effect: "deny", actions: ["*"], resources: ["*"] }),
  getAbacPolicies: (api, id) => api.getAbacPolicies(id),
  resolveAbacPolicies: (api, id) => api.resolveAbacPolicies(id),
  evaluateAbac: (api, id) => api.evaluateAbac(id, { action: "read", resource: "report" }),
  deleteAbacPolicy: (api, id, parts) => api.deleteAbacPolicy(id, part(parts, "abac_policy")),
  listConsent: (api, id) => api.listConsent(id),
  grantConsent: (api, id) => api.grantConsent(id, { subject_id: "ann", purpose: "news" }),
  revokeConsent: (api, id) => api.revokeConsent(id, "news", { subject_id: "ann" }),
  listConsentEvents: (api, id) => api.listConsentEvents(id),
  getSession: (api) => api.getSession(),
  listApiKeys: (api, id) => api.listApiKeys({ tenant_id: id }),
  createApiKey: (api, id) => api.createApiKey({ name: "x", tenant_id: id }),
  listDormantKeys: (api) => api.listDormantKeys(),
  getApiKey: (api, _id, parts) => api.getApiKey(part(parts, "api_key")),
  rotateApiKey: (api, _id, parts) => api.rotateApiKey(part(parts, "api_key")),
  revokeApiKey: (api, _id, parts) => api.revokeApiKey(part(parts, "api_key")),
  resolveKeyScopes: (api, _id, parts) => api.resolveKeyScopes(part(parts, "api_key")),
  listRoles: (api, id) => api.listRoles({ tenant_id: id }),
  createRole: (api, id) => api.createRole({ name: unique(), tenant_id: id, scopes: ["read"] }),
  getRole: (api, _id, parts) => api.getRole(part(parts, "role")),
  updateRole: (api, _id, parts) => api.updateRole(part(parts, "role"), { name: unique() }),
  deleteRole: (api, _id, parts) => api.deleteRole(part(parts, "role")),
  listRoleHolders: (api, _id, parts) => api.listRoleHolders(part(parts, "role")),
  assignRoleToKey: (api, _id, parts) =>
    api.assignRoleToKey(part(parts, "api_key"), { role_id: part(parts, "role") }),
  removeRoleFromKey: (api, _id, parts) =>
    api.removeRoleFromKey(part(parts, "api_key"), { role_id: part(parts, "role") }),
  resolvePrincipalScopes: (api, id) => api.resolvePrincipalScopes(id, { principal_id: "ann" }),
  assignRole: (api, id, parts) => api.assignRole(id, { role_id: part(parts, "role"), principal_id: "ann" }),
  removeRole: (api, id, parts) => api.removeRole(id, { role_id: part(parts, "role"), principal_id: "ann" }),
  createUiToken: (api, id) => api.createUiToken({ tenant_id: id }),
  queryAuditLogs: (api, id) => api.queryAuditLogs({ tenant_id: id }),
  verifyAudit: (api, id) => api.verifyAudit({ tenant_id: id }),
  exportAuditLogs: async (api, id) => textOf(await api.exportAuditLogs({ tenant_id: id })),
  recordAuditEvent: (api, id) =>
    api.recordAuditEvent({ tenant_id: id, action: "invoice.paid", resource_id: "17" }),
  getAuditEntry: (api, _id, parts) => api.getAuditEntry(part(parts, "audit_entry")),
  listWebhooks: (api, id) => api.listWebhooks({ tenant_id: id }),
  createWebhook: (api, id) => api.createWebhook({ tenant_id: id, url: "https://hooks.invalid/in" }),
  listWebhookEvents: (api) => api.listWebhookEvents(),
  listFailedDeliveries: (api, _id, parts) => api.listFailedDeliveries({ webhook_id: part(parts, "webhook") }),
  getDeliveryStats: (api, _id, parts) => api.getDeliveryStats({ webhook_id: part(parts, "webhook") }),
  retryFailedDeliveries: (api, _id, parts) =>
    api.retryFailedDeliveries({ webhook_id: part(parts, "webhook") }),
  retryDelivery: (api, _id, parts) => api.retryDelivery(part(parts, "delivery")),
  getWebhook: (api, _id, parts) => api.getWebhook(part(parts, "webhook")),
  updateWebhook: (api, _id, parts) => api.updateWebhook(part(parts, "webhook"), { status: "paused" }),
  deleteWebhook: (api, _id, parts) => api.deleteWebhook(part(parts, "webhook")),
  rotateWebhookSecret: (api, _id, parts) => api.rotateWebhookSecret(part(parts, "webhook")),
  testWebhook: (api, _id, parts) => api.testWebhook(part(parts, "webhook")),
  listWebhookDeliveries: (api, _id, parts) => api.listWebhookDeliveries(part(parts, "webhook")),
  recordUsage: (api, id) => api.recordUsage(id, { metric: "api_calls", quantity: 1 }),
  aggregateUsage: (api, id) => api.aggregateUsage({ tenant_id: id }),
  events: (api) => heard(api.events({ follow: false })),
  startJob: (api, id) => api.startJob({ kind: "audit.verify", tenant_id: id }),
  listJobs: (api) => api.listJobs(),
  getJob: (api, _id, parts) => api.getJob(part(parts, "job")),
};

/** All that a stream tells which ends by itself. */
export async function heard<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const messages: T[] = [];
  for await (const message of stream) messages.push(message);
  return messages;
}
