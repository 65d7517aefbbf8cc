import {
  type AuditEntry,
  AuditEntryNotFoundError,
  type auditContracts,
  invalid,
  redact,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { paginate } from "../page.ts";
import type { Store } from "../store.ts";

/** The audit log in memory. The other features' handlers write it, through the caller. */
export function auditMock(store: Store): MockHandlers<typeof auditContracts> {
  const reaches = (caller: Caller, { tenant_id }: AuditEntry): boolean => {
    if (caller.within === null) return true;
    const tenant = tenant_id ? store.tenants.get(tenant_id) : undefined;
    return tenant !== undefined && caller.sees(tenant);
  };
  /** Is the entry of the tenant, or with `subtree` of one below it? */
  function isOf({ tenant_id }: AuditEntry, top: string, subtree: boolean): boolean {
    if (tenant_id === top || !subtree) return tenant_id === top;
    const tenant = tenant_id ? store.tenants.get(tenant_id) : undefined;
    return tenant !== undefined && store.chain(tenant).some((t) => t.id === top);
  }

  return {
    queryAuditLogs({ caller, query: { tenant_id, subtree = false, from, to, cursor, limit, ...equal } }) {
      if (tenant_id) caller.find(tenant_id);
      const rows = [...store.audit.entries()]
        .filter(
          ([, entry]) =>
            reaches(caller, entry) &&
            (!tenant_id || isOf(entry, tenant_id, subtree)) &&
            (!from || Date.parse(entry.created_at) >= Date.parse(from)) &&
            (!to || Date.parse(entry.created_at) < Date.parse(to)) &&
            Object.entries(equal).every(([field, value]) => entry[field as keyof AuditEntry] === value),
        )
        .reverse();
      const { data, ...page } = paginate(rows, { cursor, limit }, ([seq]) => [seq], true);
      return { ...page, data: data.map(([, entry]) => entry) };
    },
    recordAuditEvent({ caller, body: { tenant_id = null, before = null, after = null, ...event } }) {
      if (tenant_id) caller.active(tenant_id);
      else if (caller.within !== null) {
        const message = "is required: only a platform caller records for the platform";
        throw invalid([{ path: "body.tenant_id", message }]);
      }
      return caller.record({ tenant_id, ...event, before: redact(before), after: redact(after) });
    },
    getAuditEntry({ caller, params: { id } }) {
      const entry = store.audit.find((row) => row.id === id);
      if (!entry || !reaches(caller, entry))
        throw new AuditEntryNotFoundError(`There is no audit entry ${id}.`, { audit_id: id });
      return entry;
    },
  };
}
