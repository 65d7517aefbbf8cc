import {
  type AuditEntry,
  ForbiddenError,
  type Scope,
  scopeSatisfies,
  TenantArchivedError,
  TenantNotFoundError,
  TenantSuspendedError,
} from "@stratum-hq/core";
import type { MockSession, Store, TenantRow } from "./store.ts";

/** What an audit entry says of a change; `before` and `after` default to null. */
export type AuditedChange = Pick<AuditEntry, "tenant_id" | "action" | "resource_id"> &
  Partial<Pick<AuditEntry, "before" | "after">>;

/** Who calls and what it may see. */
export interface Caller {
  session: MockSession;
  /** Top of the visible subtree; null sees everything. */
  within: string | null;
  /** @throws ForbiddenError if the caller's scopes do not cover `scope`. */
  need(scope: Scope | string): void;
  sees(tenant: TenantRow): boolean;
  /** The tenant in any status. @throws TenantNotFoundError, in the same words for unknown and invisible. */
  find(id: string): TenantRow;
  /** The tenant, which must be active. @throws TenantNotFoundError TenantSuspendedError TenantArchivedError */
  active(id: string): TenantRow;
  /** Adds an audit entry of a change that this caller made. */
  record(change: AuditedChange): AuditEntry;
  /** The tenant and those above it that the caller sees, top first. */
  visibleChain(tenant: TenantRow): TenantRow[];
}

/** Makes the caller of a session. */
export function createCaller(store: Store, session: MockSession, request_id: string | null = null): Caller {
  const within = session.tenant_id ?? null;
  const caller: Caller = {
    session,
    within,
    need(scope) {
      if (scopeSatisfies(session.scopes, scope)) return;
      const held = session.scopes.join(", ") || "none";
      throw new ForbiddenError(`This needs the scope "${scope}"; the caller holds ${held}.`, {
        required_scope: scope,
      });
    },
    sees: (tenant) => within === null || store.chain(tenant).some((t) => t.id === within),
    find(id) {
      const row = store.tenants.get(id);
      if (!row || !caller.sees(row))
        throw new TenantNotFoundError(`There is no tenant ${id}.`, { tenant_id: id });
      return row;
    },
    active: (id) => assertActive(caller.find(id)),
    record(change) {
      const entry: AuditEntry = {
        id: store.id(),
        actor_type: session.actor_type ?? "ui_token",
        actor_id: session.actor_id ?? "mock",
        on_behalf_of: null,
        resource_type: change.action.split(".")[0] ?? "",
        request_id,
        source_ip: null,
        before: null,
        after: null,
        created_at: store.timestamp(),
        // A copy: what it shows must not change with the rows.
        ...structuredClone(change),
      };
      const { id: entry_id, tenant_id } = entry;
      store.auditLinks.push({ tenant_id, entry_id, said: JSON.stringify(entry) });
      store.addEntry(entry);
      return entry;
    },
    visibleChain(tenant) {
      const chain = store.chain(tenant);
      return within === null ? chain : chain.slice(chain.findIndex((t) => t.id === within));
    },
  };
  return caller;
}

/** @throws TenantSuspendedError TenantArchivedError */
export function assertActive(row: TenantRow): TenantRow {
  const details = { tenant_id: row.id };
  if (row.status === "archived") throw new TenantArchivedError(`Tenant ${row.id} is archived.`, details);
  if (row.status === "suspended") throw new TenantSuspendedError(`Tenant ${row.id} is suspended.`, details);
  return row;
}
