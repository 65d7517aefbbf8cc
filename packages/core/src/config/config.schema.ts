import * as z from "zod";
import { Id, Json, JsonValue, page, pageQuery, Timestamp, text } from "../http/schema.ts";

/** Largest value of an entry, in bytes of its JSON text. */
export const MAX_CONFIG_VALUE_BYTES = 65_536;

/** A config key. */
export const ConfigKey = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,255}$/, "must be 1–255 characters of A–Z, a–z, 0–9, _ . : -")
  .refine((key) => key !== "." && key !== "..", "must not be . or .., which no address can hold")
  .refine((key) => key !== "__proto__", "must not be __proto__, which no object can safely hold")
  .describe("1–255 characters of `A–Z a–z 0–9 _ . : -`.");

const ConfigValue = JsonValue.refine(
  (value) => new TextEncoder().encode(JSON.stringify(value)).length <= MAX_CONFIG_VALUE_BYTES,
  "must be at most 64 KiB of JSON",
);

/** A value as it is shown. A sensitive one is null unless the caller reads secrets. */
export const shownValue = {
  value: Json.describe("null while it is masked."),
  sensitive: z.boolean().describe("true if it is stored encrypted."),
  masked: z.boolean().describe("true if there is a value that is not shown."),
  fingerprint: z
    .string()
    .nullable()
    .describe("Of a sensitive value: changes when the value does, and tells nothing else."),
};

/** The effective value of one key for one tenant, and where it comes from. */
export const ResolvedConfigEntry = z
  .object({
    ...shownValue,
    source: z.string().describe("`entry`, or `default`: that of the key's definition."),
    source_tenant_id: Id.describe("The tenant that sets the value, or defines its default."),
    source_name: z.string().nullable().describe("Its name; null if the caller may not see it."),
    inherited: z.boolean().describe("true if it is no entry of the tenant's own."),
    locked: z.boolean().describe("true if the effective entry is locked."),
    locked_by: Id.nullable().describe("The tenant that locks it; null if not locked."),
    shadowed: z
      .object({ ...shownValue, locked: z.boolean(), version: z.number().int() })
      .nullable()
      .describe("The tenant's own entry, when an ancestor's lock hides it."),
    version: z.number().int().describe("Version of the effective entry; 0 for a default."),
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
    sensitive: z
      .boolean()
      .optional()
      .describe(
        "Store it encrypted and show it masked. Default: as it was, or as the definition says. A change needs the value.",
      ),
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
    ...shownValue,
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
    atomic: z
      .boolean()
      .optional()
      .describe(
        "false: make every change that can be made, and say of each what became of it. Default true.",
      ),
  })
  .meta({ id: "BatchSetConfig" });
export type BatchSetConfigEntry = z.input<typeof BatchSetConfig>["entries"][number];

export const BatchSetConfigResult = z
  .object({
    results: z.array(
      z.object({
        key: z.string(),
        status: z.string().describe("`set`, `deleted` or `failed`."),
        version: z.number().int().nullable(),
        error: z
          .object({ code: z.string(), status: z.number().int(), message: z.string() })
          .optional()
          .describe("Why it failed."),
      }),
    ),
    succeeded: z.number().int(),
    failed: z.number().int(),
  })
  .meta({ id: "BatchSetConfigResult" });
export type BatchSetConfigResult = z.infer<typeof BatchSetConfigResult>;

export const RevealConfig = z
  .strictObject({ reason: text(500).describe("Why the value is needed; stands in the audit log.") })
  .meta({ id: "RevealConfig" });

/** An effective value in clear. */
export const RevealedConfig = z
  .object({
    key: z.string(),
    value: Json,
    source_tenant_id: Id,
    version: z.number().int().describe("Version of the effective entry."),
  })
  .meta({ id: "RevealedConfig" });
export type RevealedConfig = z.infer<typeof RevealedConfig>;

/** One version of an own entry. */
export const ConfigVersion = z
  .object({
    version: z.number().int(),
    deleted: z.boolean().describe("true if the entry was deleted by this version."),
    ...shownValue,
    locked: z.boolean(),
    actor_id: z.string().describe("Who wrote it."),
    created_at: Timestamp,
  })
  .meta({ id: "ConfigVersion" });
export type ConfigVersion = z.infer<typeof ConfigVersion>;
export const ListConfigHistoryQuery = z.strictObject({ ...pageQuery });
export const ConfigHistoryPage = page(ConfigVersion).meta({ id: "ConfigHistoryPage" });

export const RestoreConfig = z
  .strictObject({
    version: z.number().int().min(1).max(2_147_483_647),
    expected_version: SetConfig.shape.expected_version,
  })
  .meta({ id: "RestoreConfig" });

export const ConfigParams = z.strictObject({ id: Id, key: ConfigKey });
export const DeleteConfigQuery = z.strictObject({
  expected_version: z.coerce.number<number>().int().min(1).optional(),
});
