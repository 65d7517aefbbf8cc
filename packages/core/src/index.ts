import { accessContracts } from "./access/index.ts";
import { auditContracts } from "./audit/index.ts";
import { configContracts } from "./config/index.ts";
import { consentContracts } from "./consent/index.ts";
import { eventsContracts } from "./events/index.ts";
import type { Api } from "./http/api.ts";
import { jobsContracts } from "./jobs/index.ts";
import { permissionsContracts } from "./permissions/index.ts";
import { tenantsContracts } from "./tenants/index.ts";
import { usageContracts } from "./usage/index.ts";
import { webhooksContracts } from "./webhooks/index.ts";

/** Contracts by feature word. */
export const features = {
  tenants: tenantsContracts,
  config: configContracts,
  permissions: permissionsContracts,
  consent: consentContracts,
  jobs: jobsContracts,
  usage: usageContracts,
  audit: auditContracts,
  access: accessContracts,
  webhooks: webhooksContracts,
  events: eventsContracts,
} as const;

/** Every contract, by operation. */
export const contracts = {
  ...tenantsContracts,
  ...configContracts,
  ...permissionsContracts,
  ...consentContracts,
  ...jobsContracts,
  ...usageContracts,
  ...auditContracts,
  ...accessContracts,
  ...webhooksContracts,
  ...eventsContracts,
} as const;
/** Name of an operation, the same in every layer. */
export type Operation = keyof typeof contracts;
/** All operations as methods, as the client offers them. */
export type StratumApi = Api<typeof contracts>;

export * from "./access/index.ts";
export * from "./audit/index.ts";
export * from "./client.ts";
export * from "./config/index.ts";
export * from "./consent/index.ts";
export * from "./events/index.ts";
export * from "./http/api.ts";
export * from "./http/contract.ts";
export * from "./http/problem.ts";
export * from "./http/schema.ts";
export * from "./http/validate.ts";
export * from "./jobs/index.ts";
export * from "./permissions/index.ts";
export * from "./tenants/index.ts";
export * from "./usage/index.ts";
export * from "./webhooks/index.ts";
