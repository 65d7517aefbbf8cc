import * as z from "zod";
import { Id, Json, JsonValue, Timestamp, text } from "../http/schema.ts";
import { ConfigKey, SetConfig } from "./config.schema.ts";
import { ConfigSchema } from "./value-schema.ts";

/** What a key means in the subtree of a tenant. */
export const ConfigDefinition = z
  .object({
    tenant_id: Id.describe("The tenant that defines it, for its subtree."),
    key: z.string(),
    title: z.string().nullable(),
    description: z.string().nullable(),
    schema: ConfigSchema.nullable(),
    has_default: z.boolean().describe("true if there is a default, which may be null."),
    default: Json.describe("Resolves where nothing on the chain sets the key."),
    sensitive: z.boolean().describe("true if every entry is stored encrypted."),
    category: z.string().nullable().describe("Heading under which editors show it."),
    version: z.number().int(),
    updated_by: z.string().nullable().describe("null if the caller may not see the defining tenant."),
    updated_at: Timestamp,
  })
  .meta({ id: "ConfigDefinition" });
export type ConfigDefinition = z.infer<typeof ConfigDefinition>;

/** A definition replaces the one before as a whole. */
export const DefineConfigKey = z
  .strictObject({
    title: text(255).optional(),
    description: text(2_000).optional(),
    schema: ConfigSchema.optional(),
    default: JsonValue.optional().describe("Must fit the schema. Not with `sensitive`."),
    sensitive: z.boolean().optional().describe("Default false."),
    category: text(255).optional(),
    expected_version: SetConfig.shape.expected_version,
  })
  .meta({ id: "DefineConfigKey" });
export type DefineConfigKeyInput = z.input<typeof DefineConfigKey>;

export const ConfigDefinitions = z
  .object({ data: z.array(ConfigDefinition).describe("Sorted by key; of several on the chain the nearest.") })
  .meta({ id: "ConfigDefinitions" });
export type ConfigDefinitions = z.infer<typeof ConfigDefinitions>;

export const DeletedConfigDefinition = z
  .object({
    key: z.string(),
    effective: ConfigDefinition.nullable().describe("The definition from above that counts now."),
  })
  .meta({ id: "DeletedConfigDefinition" });
export type DeletedConfigDefinition = z.infer<typeof DeletedConfigDefinition>;
export const ConfigDefinitionParams = z.strictObject({ id: Id, key: ConfigKey });
