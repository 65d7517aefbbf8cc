/** What tells why a value is what it is, and what a change would do. */
import * as z from "zod";
import { Id, Json, page, pageQuery, Timestamp } from "../http/schema.ts";
import { BatchSetConfig, ResolvedConfigEntry, shownValue } from "./config.schema.ts";
import { ConfigDefinition } from "./definitions.schema.ts";

/** One level of a chain, for one key. */
const ExplainedLevel = z.object({
  tenant_id: Id,
  name: z.string().nullable().describe("null if the caller may not see the tenant."),
  depth: z.number().int(),
  entry: z
    .object({
      ...shownValue,
      locked: z.boolean(),
      version: z.number().int(),
      updated_by: z.string().nullable().describe("Who wrote it; null if the caller may not see the tenant."),
      updated_at: Timestamp,
    })
    .nullable(),
  outcome: z
    .string()
    .describe("`wins`, `shadowed` (by a lock above), `overridden` (by one nearer) or `absent`."),
});

/** Why a key resolves to what it does. */
export const ExplainedConfig = z
  .object({
    tenant_id: Id,
    key: z.string(),
    reason: z.string().describe("`lock` (the highest one), `nearest`, `default` or `none`."),
    effective: ResolvedConfigEntry.nullable(),
    definition: ConfigDefinition.nullable(),
    levels: z
      .array(ExplainedLevel)
      .describe("Root first. Above the caller's view only the level that wins is told."),
  })
  .meta({ id: "ExplainedConfig" });
export type ExplainedConfig = z.infer<typeof ExplainedConfig>;

export const PreviewConfig = z
  .strictObject({ entries: BatchSetConfig.shape.entries })
  .meta({ id: "PreviewConfig" });

/** What a change would do to the tenant and those below. */
export const ConfigPreview = z
  .object({
    changes: z.array(
      z.object({
        key: z.string(),
        changed: z.number().int().describe("Tenants whose effective value would change."),
        kept: z.number().int().describe("Tenants below that keep an entry of their own."),
        shadowed: z.number().int().describe("Tenants below whose own entry would newly be hidden."),
        examples: z
          .array(
            z.object({ tenant_id: Id, name: z.string(), before: Json, after: Json, masked: z.boolean() }),
          )
          .describe(
            "Up to 20 tenants that would change. A sensitive value is null; so is one that is not there.",
          ),
      }),
    ),
  })
  .meta({ id: "ConfigPreview" });
export type ConfigPreview = z.infer<typeof ConfigPreview>;

const Difference = z.object({
  key: z.string(),
  a: ResolvedConfigEntry.nullable(),
  b: ResolvedConfigEntry.nullable(),
});
/** Keys whose effective value differs. */
export const ConfigDiff = z
  .object({ tenant_a: Id, tenant_b: Id, differences: z.array(Difference) })
  .meta({ id: "ConfigDiff" });
export type ConfigDiff = z.infer<typeof ConfigDiff>;
export const DiffConfigQuery = z.strictObject({ tenant_a: Id, tenant_b: Id });

/** An entry below a tenant that overrides what the tenant would give. */
export const ConfigOverride = z
  .object({
    key: z.string(),
    tenant_id: Id,
    name: z.string(),
    ...shownValue,
    locked: z.boolean(),
    version: z.number().int(),
    shadowed: z.boolean().describe("true if a lock above hides it."),
    base: z.object(shownValue).describe("What the tenant above gives."),
  })
  .meta({ id: "ConfigOverride" });
export type ConfigOverride = z.infer<typeof ConfigOverride>;
export const ConfigOverridePage = page(ConfigOverride).meta({ id: "ConfigOverridePage" });
export const ListDriftQuery = z.strictObject({ ...pageQuery });
