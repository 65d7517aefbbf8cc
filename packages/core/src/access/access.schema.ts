import * as z from "zod";
import { API_KEY_SCOPES } from "../context/context.ts";
import { Id, page, pageQuery, Timestamp, text } from "../http/schema.ts";

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

/** An API key, without its secret. */
export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    tenant_id: Id.nullable().describe("null for a platform key."),
    scopes: z.array(z.string()),
    hint: z.string().describe("The last four characters of the key."),
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
    expires_at: Timestamp.optional().describe("Must lie in the future. Absent: no expiry."),
  })
  .meta({ id: "CreateApiKey" });
export type CreateApiKeyInput = z.input<typeof CreateApiKey>;

/** A new key. `plaintext_key` is shown this once and stored nowhere. */
export const CreatedApiKey = ApiKey.extend({ plaintext_key: z.string() }).meta({ id: "CreatedApiKey" });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const CreateUiToken = z
  .strictObject({
    tenant_id: Id.optional().describe("Subtree of the token. Default: the caller's."),
    scopes: z
      .array(ApiKeyScope)
      .min(1)
      .optional()
      .describe("Default [read]. Never more than the caller holds."),
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
export const ListApiKeysQuery = z.strictObject({ ...pageQuery });
export const ApiKeyPage = page(ApiKey).meta({ id: "ApiKeyPage" });
