import type { ActorContext } from "@stratum-hq/core";
import { type Sql, sql } from "@stratum-hq/db-adapters";

/**
 * Writes audit entries inside the statement that makes the change: a data-modifying `with` member. `rows` selects
 * `tenant_id, resource_id, before, after` of what changed; no row, no audit. A trigger adds the events.
 */
export const record = (context: ActorContext, action: string, rows: Sql): Sql => sql`
  insert into stratum.audit_log
    (tenant_id, actor_type, actor_id, on_behalf_of, action, resource_type, resource_id, request_id, source_ip, before, after)
  select r.tenant_id, ${context.actor_type ?? "system"}::text, ${context.actor_id ?? "system"}::text,
         ${context.on_behalf_of ?? null}::text, ${action}::text, split_part(${action}::text, '.', 1), r.resource_id,
         ${context.request_id ?? null}::text, ${context.source_ip ?? null}::text, r.before, r.after
  from (${rows}) as r (tenant_id, resource_id, before, after)`;
