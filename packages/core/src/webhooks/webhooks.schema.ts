import * as z from "zod";
import { Id, page, pageQuery, Timestamp, text } from "../http/schema.ts";

/** Which events are sent: a type such as `config.set`, all of a feature as `config.*`, or `*`. */
const EventPattern = z
  .string()
  .max(127)
  .regex(
    /^(\*|[a-z][a-z0-9_]*\.(\*|[a-z][a-z0-9_]*))$/,
    "must be an event such as config.set, a feature's events such as config.*, or * for all",
  );
const Events = z.array(EventPattern).min(1).max(50);
const Url = z.string().trim().min(1).max(2048);

/**
 * `active`: events are sent. `paused`: somebody stopped it. `disabled`: the server stopped it, since it kept failing or
 * answered 410. What happens while it is not active waits, and is sent when it is active again.
 */
export const WebhookStatus = z.enum(["active", "paused", "disabled"]);
export type WebhookStatus = z.infer<typeof WebhookStatus>;

/** An endpoint that is told of the events of a subtree. Its secret is told when it is made or rotated, and never again. */
export const Webhook = z
  .object({
    id: Id,
    tenant_id: Id.nullable().describe(
      "Events of its subtree are sent; null: all events, the platform's too.",
    ),
    url: z.string(),
    description: z.string().nullable(),
    events: z.array(z.string()),
    status: WebhookStatus,
    disabled_reason: z
      .enum(["failing", "gone"])
      .nullable()
      .describe("`failing`: nothing was accepted for days. `gone`: it answered 410."),
    failing_since: Timestamp.nullable().describe("First failure since the last success."),
    last_success_at: Timestamp.nullable(),
    old_secret_until: Timestamp.nullable().describe("Until then the secret before this one signs as well."),
    version: z.number().int(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "Webhook" });
export type Webhook = z.infer<typeof Webhook>;

export const CreateWebhook = z
  .strictObject({
    tenant_id: Id.nullable()
      .optional()
      .describe(
        "Whose subtree it hears of. null or absent: the caller's own; everything for a platform caller.",
      ),
    url: Url.describe("An https address that the public internet reaches."),
    description: text(255).nullable().optional(),
    events: Events.optional().describe("Default [*]."),
  })
  .meta({ id: "CreateWebhook" });
export type CreateWebhookInput = z.input<typeof CreateWebhook>;

/** A webhook with its secret, `whsec_…`, which signs what is sent and is shown this once. */
export const CreatedWebhook = Webhook.extend({ secret: z.string() }).meta({ id: "CreatedWebhook" });
export type CreatedWebhook = z.infer<typeof CreatedWebhook>;

export const UpdateWebhook = z
  .strictObject({
    url: Url.optional(),
    description: text(255).nullable().optional(),
    events: Events.optional(),
    status: z
      .enum(["active", "paused"])
      .optional()
      .describe("`active` also takes a disabled one into service again."),
    expected_version: z.number().int().min(1).optional(),
  })
  .refine((patch) => Object.keys(patch).some((key) => key !== "expected_version"), {
    error: "must hold at least one of url, description, events, status",
  })
  .meta({ id: "UpdateWebhook" });
export type UpdateWebhookInput = z.input<typeof UpdateWebhook>;

export const RotateWebhookSecret = z
  .strictObject({
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(604_800)
      .optional()
      .describe("How long the old secret signs as well, 0–604,800 (a week). Default 86,400 (a day)."),
  })
  .optional()
  .meta({ id: "RotateWebhookSecret" });
export type RotateWebhookSecretInput = z.input<typeof RotateWebhookSecret>;

/** `pending`: waits for its next attempt. `failed`: every attempt failed; it may be retried by hand. */
export const DeliveryStatus = z.enum(["pending", "delivered", "failed"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** One try to deliver. The answer's body is not kept: it could be read to find out what lies behind an address. */
export const DeliveryAttempt = z.object({
  at: Timestamp,
  status: z.number().int().nullable().describe("HTTP status of the answer; null without one."),
  error: z.string().nullable().describe("What went wrong, in a sentence; null if it was accepted."),
  duration_ms: z.number().int(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** One event on its way to one endpoint. */
export const WebhookDelivery = z
  .object({
    id: Id,
    webhook_id: Id,
    event_id: Id.describe("Sent as `webhook-id`: the same at every attempt."),
    event_type: z.string(),
    status: DeliveryStatus,
    attempts: z.array(DeliveryAttempt).describe("Oldest first."),
    next_attempt_at: Timestamp.nullable(),
    payload: z.string().describe("The body as it is sent and signed."),
    created_at: Timestamp,
    delivered_at: Timestamp.nullable(),
  })
  .meta({ id: "WebhookDelivery" });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookParams = z.strictObject({ id: Id });
export const ListWebhooksQuery = z.strictObject({
  ...pageQuery,
  tenant_id: Id.optional().describe("Only those of this tenant itself, without its subtree."),
});
export const ListWebhookDeliveriesQuery = z.strictObject({ ...pageQuery, status: DeliveryStatus.optional() });
export const ListFailedDeliveriesQuery = z.strictObject({ ...pageQuery, webhook_id: Id.optional() });
export const DeliveryStatsQuery = z.strictObject({ webhook_id: Id.optional() });
export const RetryFailedDeliveries = z
  .strictObject({
    webhook_id: Id.optional().describe("Only those of this webhook."),
    since: Timestamp.optional().describe("Only those made at this time or later."),
  })
  .optional()
  .meta({ id: "RetryFailedDeliveries" });
export type RetryFailedDeliveriesInput = z.input<typeof RetryFailedDeliveries>;

/** How many deliveries there are of each status, in the caller's view. */
export const DeliveryStats = z
  .object({
    pending: z.number().int(),
    delivered: z.number().int(),
    failed: z.number().int(),
    oldest_pending_at: Timestamp.nullable(),
  })
  .meta({ id: "DeliveryStats" });
export type DeliveryStats = z.infer<typeof DeliveryStats>;

export const RetriedDeliveries = z.object({ retried: z.number().int() }).meta({ id: "RetriedDeliveries" });
export type RetriedDeliveries = z.infer<typeof RetriedDeliveries>;
export const WebhookEventTypes = z.object({ data: z.array(z.string()) }).meta({ id: "WebhookEventTypes" });
export type WebhookEventTypes = z.infer<typeof WebhookEventTypes>;
export const WebhookPage = page(Webhook).meta({ id: "WebhookPage" });
export const WebhookDeliveryPage = page(WebhookDelivery).meta({ id: "WebhookDeliveryPage" });
