/** Who hears of what: the one place where events are held to a caller's subtree. */
import type { TenantEvent } from "./events.schema.ts";

/** A change as it was recorded. */
export interface RecordedChange extends Omit<TenantEvent, "former_parent_id"> {
  /** Ids of the tenant and all above it after the change, root first; empty for the platform. */
  chain: readonly string[];
  /** The parent that a tenant left by it; null for none. */
  former_parent_id: string | null;
  /** Ids of that parent and all above it. */
  former_chain: readonly string[];
}

/** Features of which a change shows in everything below. */
const INHERITED = new Set(["tenants", "config", "permissions"]);
/** After these a tenant no longer stands where it stood, and those beside it have moved up. */
const LEAVING = new Set(["tenants.moved", "tenants.reordered", "tenants.purged"]);

/**
 * The event as it is heard in a view; null if it is not. What lies in the view, or has just left it, is told as it is.
 * Of what changed above, nothing is told but that something inherited may differ, and only if it may.
 * @param view ids of the top of the view and all above it, root first; null for a platform caller, who hears everything.
 */
export function heardFrom(change: RecordedChange, view: readonly string[] | null): TenantEvent | null {
  const { chain, former_chain, former_parent_id, ...event } = change;
  const leaving = LEAVING.has(event.type);
  const told = (former: string | null): TenantEvent => ({
    ...event,
    ...(leaving && { former_parent_id: former }),
  });
  const top = view?.at(-1);
  if (view === null || top === undefined) return view === null ? told(former_parent_id) : null;
  const cameFromView = former_chain.includes(top);
  if (cameFromView || chain.includes(top)) return told(cameFromView ? former_parent_id : null);

  const above = view.slice(0, -1);
  const beside = leaving && former_parent_id === (above.at(-1) ?? null);
  const isAbove = event.tenant_id !== null && above.includes(event.tenant_id);
  if (!INHERITED.has(event.resource_type) || !(beside || isAbove)) return null;
  return {
    // The number of an entry that the caller cannot look up is none of its business.
    id: crypto.randomUUID(),
    type: `${event.resource_type}.inherited`,
    tenant_id: top,
    resource_type: event.resource_type,
    resource_id: top,
    occurred_at: event.occurred_at,
  };
}
