import type { contracts, Operation } from "@stratum-hq/core";

/** Operations whose arguments are path parameters and options only. */
type WithoutInput = {
  [K in Operation]: (typeof contracts)[K] extends { body: unknown } | { query: unknown } ? never : K;
}[Operation];

/**
 * Which operations take neither query nor body, so that what follows the path's parameters is options. The routes do
 * not say, and the schemas that do would bring zod. The type holds the list to the contracts in both directions.
 */
const withoutInput: Record<WithoutInput, true> = {
  deleteAbacPolicy: true,
  getAbacPolicies: true,
  resolveAbacPolicies: true,
  explainConfig: true,
  getAncestors: true,
  getConfigWithInheritance: true,
  getSession: true,
  getTenantContext: true,
  listConfigDefinitions: true,
  previewRevocation: true,
  resolveConfig: true,
  resolvePermissions: true,
  revokeApiKey: true,
  getApiKey: true,
  getAuditEntry: true,
  deleteWebhook: true,
  getWebhook: true,
  listWebhookEvents: true,
  retryDelivery: true,
  testWebhook: true,
  getRole: true,
  deleteRole: true,
  resolveKeyScopes: true,
  getJob: true,
};

/** Does the operation take a query or a body? */
export const takesInput = (operation: string): boolean => !Object.hasOwn(withoutInput, operation);
