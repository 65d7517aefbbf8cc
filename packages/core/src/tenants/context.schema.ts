import * as z from "zod";
import { ResolvedConfig } from "../config/config.schema.ts";
import { ResolvedPermissions } from "../permissions/permissions.schema.ts";
import { Tenant } from "./tenants.schema.ts";

/** A tenant with all that resolves for it, from one snapshot: what an application needs to serve a request. */
export const ResolvedTenant = z
  .object({
    tenant: Tenant,
    config: ResolvedConfig.describe("Sensitive values are in clear only for an API key with secrets:read."),
    permissions: ResolvedPermissions,
    ancestors: z.array(Tenant).describe("The visible ones, root first."),
  })
  .meta({ id: "ResolvedTenant" });
export type ResolvedTenant = z.infer<typeof ResolvedTenant>;
