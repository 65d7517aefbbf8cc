import * as z from "zod";
import { Id, Json, JsonValue } from "../http/schema.ts";

/** Largest value of an entry, in bytes of its JSON text. */
export const MAX_CONFIG_VALUE_BYTES = 65_536;

/** A config key. */
export const ConfigKey = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,255}$/, "must be 1–255 characters of A–Z, a–z, 0–9, _ . : -")
  .refine((key) => key !== "." && key !== "..", "must not be . or .., which no address can hold")
  .describe("1–255 characters of `A–Z a–z 0–9 _ . : -`.");

const ConfigValue = JsonValue.refine(
  (value) => new TextEncoder().encode(JSON.stringify(value)).length <= MAX_CONFIG_VALUE_BYTES,
  "must be at most 64 KiB of JSON",
);

/** The effective value of one key for one tenant, and where it comes from. */
export const ResolvedConfigEntry = z
  .object({
    value: Json,
    source_tenant_id: Id.describe("The tenant that sets the value."),
    source_name: z.string().nullable().describe("Its name; null if the caller may not see it."),
    inherited: z.boolean().describe("true if an ancestor sets it."),
    locked: z.boolean().describe("true if the effective entry is locked."),
    locked_by: Id.nullable().describe("The tenant that locks it; null if not locked."),
    shadowed: z
      .object({ value: Json, locked: z.boolean(), version: z.number().int() })
      .nullable()
      .describe("The tenant's own entry, when an ancestor's lock hides it."),
    version: z.number().int().describe("Version of the effective entry."),
    own_version: z.number().int().nullable().describe("Version of the tenant's own entry; null without one."),
  })
  .meta({ id: "ResolvedConfigEntry" });
export type ResolvedConfigEntry = z.infer<typeof ResolvedConfigEntry>;

/** Effective config by key. */
export const ResolvedConfig = z.record(z.string(), ResolvedConfigEntry).meta({ id: "ResolvedConfig" });
export type ResolvedConfig = z.infer<typeof ResolvedConfig>;

export const SetConfig = z
  .strictObject({
    value: ConfigValue.optional().describe(
      "Any JSON value; null is a value. May be absent to change only the lock of an own entry.",
    ),
    locked: z
      .boolean()
      .optional()
      .describe("Descendants may not override it. Default: as it was, false for a new entry."),
    expected_version: z
      .number()
      .int()
      .min(0)
      .optional()
      .describe(
        "Version of the own entry that this replaces; 0 for none. Refuse with VERSION_CONFLICT otherwise.",
      ),
  })
  .meta({ id: "SetConfig" });
export type SetConfigInput = z.input<typeof SetConfig>;

/** A tenant's own entry, after a write. */
export const ConfigEntry = z
  .object({
    tenant_id: Id,
    key: z.string(),
    value: Json,
    locked: z.boolean(),
    version: z.number().int(),
    shadowed: z.array(Id).describe("Descendants whose own entry this write's lock newly hides."),
    unshadowed: z.array(Id).describe("Descendants whose own entry becomes effective again by this write."),
  })
  .meta({ id: "ConfigEntry" });
export type ConfigEntry = z.infer<typeof ConfigEntry>;

/** What a delete leaves behind. */
export const DeletedConfig = z
  .object({
    key: z.string(),
    effective: ResolvedConfigEntry.nullable().describe("What resolves now; null if nothing is left."),
    unshadowed: z.array(Id).describe("Descendants whose own entry becomes effective again."),
  })
  .meta({ id: "DeletedConfig" });
export type DeletedConfig = z.infer<typeof DeletedConfig>;

export const BatchSetConfig = z
  .strictObject({
    entries: z
      .array(
        z.strictObject({
          key: ConfigKey,
          ...SetConfig.shape,
          delete: z.literal(true).optional().describe("Remove the own entry instead of setting one."),
        }),
      )
      .min(1)
      .max(200),
  })
  .meta({ id: "BatchSetConfig" });
export type BatchSetConfigEntry = z.input<typeof BatchSetConfig>["entries"][number];

export const BatchSetConfigResult = z
  .object({
    results: z.array(z.object({ key: z.string(), status: z.string(), version: z.number().int().nullable() })),
    succeeded: z.number().int(),
    failed: z.number().int(),
  })
  .meta({ id: "BatchSetConfigResult" });
export type BatchSetConfigResult = z.infer<typeof BatchSetConfigResult>;

export const ConfigParams = z.strictObject({ id: Id, key: ConfigKey });
export const DeleteConfigQuery = z.strictObject({
  expected_version: z.coerce.number<number>().int().min(1).optional(),
});
