import * as z from "zod";
import { Id, queryBoolean, Timestamp } from "../http/schema.ts";

/** Days for which events are kept. */
export const EVENTS_KEPT_DAYS = 7;
/**
 * Days for which a stream can be taken up where it ended. Less than events are kept: one may be as old as the
 * transaction that wrote it.
 */
export const EVENTS_RESUMED_DAYS = 6;

/** That something changed; never what it was or is. */
export const TenantEvent = z
  .object({
    id: Id.describe("That of the audit entry, but for an `inherited` one."),
    type: z
      .string()
      .describe(
        "The action of the audit log, such as `config.set`; `config.inherited`, `permissions.inherited` or `tenants.inherited` for what changed above the caller's view.",
      ),
    tenant_id: Id.nullable().describe(
      "Where it changed; null for the platform, and for a root that is gone.",
    ),
    resource_type: z.string().describe("The first word of the type."),
    resource_id: z.string(),
    former_parent_id: Id.nullable()
      .optional()
      .describe(
        "Present if a tenant left its place: the parent it stood below, null for none in the caller's view.",
      ),
    occurred_at: Timestamp,
  })
  .meta({ id: "TenantEvent" });
export type TenantEvent = z.infer<typeof TenantEvent>;

export const EventsQuery = z.strictObject({
  follow: queryBoolean
    .optional()
    .describe("Default true. `false` ends the stream as soon as it has told what happened so far."),
});

/**
 * What a stream tells. `id` is where to take it up again: what came before has been told.
 * `change`: something changed. `ready`: all that happened so far has been told, what follows is new. `reset`: what was
 * missed can no longer be told, so that nothing known from before may be relied on. `beat`: nothing happened, and the
 * stream is alive.
 */
export type StreamMessage =
  | { type: "change"; id: string; event: TenantEvent }
  | { type: "ready"; id: string }
  | { type: "reset"; id: string }
  | { type: "beat"; id: string };
