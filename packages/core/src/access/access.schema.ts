import * as z from "zod";
import { API_KEY_SCOPES } from "../context/context.ts";
import { Id, page, pageQuery, queryInt, Timestamp, text } from "../http/schema.ts";

const ApiKeyScope = z.enum(API_KEY_SCOPES);

/** Who the caller is and how far it reaches. */
export const Session = z
  .object({
    actor_type: z.string(),
    actor_id: z.string(),
    tenant_id: Id.nullable().describe("Top of the visible subtree; null sees everything."),
    scopes: z.array(z.string()),
    expires_at: Timestamp.nullable(),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

/** Which word an API key begins with: `sk_live_` or `sk_test_`. The rights are the same. */
export const ApiKeyEnvironment = z.enum(["live", "test"]);
export type ApiKeyEnvironment = z.infer<typeof ApiKeyEnvironment>;

const rateLimit = z.number().int().min(1).max(1_000_000);

/** An API key, without its secret. */
export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    tenant_id: Id.nullable().describe("null for a platform key."),
    scopes: z.array(z.string()),
    environment: ApiKeyEnvironment,
    hint: z.string().describe("The last four characters of the key."),
    rate_limit: rateLimit.nullable().describe("Requests a minute; null: the server's default."),
    replaced_by: Id.nullable().describe("Id of the key that it was rotated to."),
    created_at: Timestamp,
    expires_at: Timestamp.nullable(),
    last_used_at: Timestamp.nullable(),
    revoked_at: Timestamp.nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

export const CreateApiKey = z
  .strictObject({
    tenant_id: Id.nullable()
      .optional()
      .describe(
        "Its subtree is the key's reach. null or absent: the caller's own; the platform for a platform caller.",
      ),
    name: text(255),
    scopes: z
      .array(ApiKeyScope)
      .min(1)
      .optional()
      .describe("Default [read]. Never more than the caller holds."),
    environment: ApiKeyEnvironment.optional().describe(
      "`test` makes a key that begins with `sk_test_`, for people and secret scanners to tell apart. Default live.",
    ),
    rate_limit: rateLimit.optional().describe("Requests a minute. Absent: the server's default."),
    expires_at: Timestamp.optional().describe("Must lie in the future. Absent: no expiry."),
  })
  .meta({ id: "CreateApiKey" });
export type CreateApiKeyInput = z.input<typeof CreateApiKey>;

/** A new key. `plaintext_key` is shown this once and stored nowhere. */
export const CreatedApiKey = ApiKey.extend({ plaintext_key: z.string() }).meta({ id: "CreatedApiKey" });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const RotateApiKey = z
  .strictObject({
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(2_592_000)
      .optional()
      .describe("How long the old key works on, 0–2,592,000 (30 days). Default 86,400 (a day)."),
    expires_at: Timestamp.optional().describe(
      "Of the new key. Absent: as long from now as the old one was made for; no expiry if it had none.",
    ),
  })
  .optional()
  .meta({ id: "RotateApiKey" });
export type RotateApiKeyInput = z.input<typeof RotateApiKey>;

export const CreateUiToken = z
  .strictObject({
    tenant_id: Id.optional().describe("Subtree of the token. Default: the caller's."),
    scopes: z
      .array(ApiKeyScope)
      .min(1)
      .optional()
      .describe(
        "Never more than the caller holds. Default [read], and what the subject's roles add of what the caller holds.",
      ),
    subject: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .optional()
      .describe("The person at the browser; stands in audit rows."),
    ttl_seconds: z
      .number()
      .int()
      .min(30)
      .max(3600)
      .optional()
      .describe("Life in seconds, 30–3,600. Default 300."),
  })
  .meta({ id: "CreateUiToken" });
export type CreateUiTokenInput = z.input<typeof CreateUiToken>;

/** A short-lived token for a browser. */
export const UiToken = z.object({ token: z.string(), expires_at: Timestamp }).meta({ id: "UiToken" });
export type UiToken = z.infer<typeof UiToken>;

export const ApiKeyParams = z.strictObject({ id: Id });
export const ListApiKeysQuery = z.strictObject({
  ...pageQuery,
  tenant_id: Id.optional().describe("Keys of this tenant only. Absent: of the caller's subtree."),
});
/** Which keys to list. */
export type ListApiKeysInput = z.input<typeof ListApiKeysQuery>;
export const ListDormantKeysQuery = z.strictObject({
  ...pageQuery,
  days: queryInt(1, 3650).default(90).optional().describe("Unused for so many days. Default 90."),
});
export const ApiKeyPage = page(ApiKey).meta({ id: "ApiKeyPage" });
