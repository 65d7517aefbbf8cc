import { defineContracts } from "../http/contract.ts";
import { TenantParams } from "../tenants/tenants.schema.ts";
import { usageRoutes } from "./usage.routes.ts";
import * as s from "./usage.schema.ts";

export const usageContracts = defineContracts(usageRoutes, {
  recordUsage: {
    summary: "Record how much of something a tenant used",
    description: "With an `idempotency_key` it is counted once, however often and by whomever it is sent.",
    params: TenantParams,
    body: s.RecordUsage,
    response: s.UsageRecord,
    errors: ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED", "IDEMPOTENCY_KEY_REUSED"],
  },
  aggregateUsage: {
    summary: "Sum up what a tenant and everything below it used",
    description:
      "By metric, then by child or day. Suspended and archived tenants count, and may be asked for.",
    query: s.AggregateUsageQuery,
    response: s.UsageTotalPage,
    errors: ["TENANT_NOT_FOUND"],
  },
});
