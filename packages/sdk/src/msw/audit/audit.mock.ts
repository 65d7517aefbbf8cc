import {
  type AuditEntry,
  AuditEntryNotFoundError,
  type AuditFault,
  type auditContracts,
  auditExportHead,
  auditExportLine,
  invalid,
  type QueryAuditLogs,
  redact,
} from "@stratum-hq/core";
import type * as z from "zod";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { paginate } from "../page.ts";
import type { Store } from "../store.ts";

/** The first entry that is no longer what it was, gone, or not written by a caller. */
function firstFault(store: Store, tenant_id: string | null): AuditFault | null {
  const links = store.auditLinks.filter((link) => link.tenant_id === tenant_id);
  for (const [i, { entry_id, said }] of links.entries()) {
    const entry = store.audit.find((row) => row.id === entry_id);
    const reason = !entry ? "removed" : JSON.stringify(entry) !== said ? "altered" : undefined;
    if (reason) return { position: i + 1, entry_id, reason };
  }
  const stray = store.audit.find(
    (row) => row.tenant_id === tenant_id && !links.some(({ entry_id }) => entry_id === row.id),
  );
  return stray ? { position: null, entry_id: stray.id, reason: "added" } : null;
}

async function* inPieces(pieces: readonly string[]): AsyncGenerator<string, void, undefined> {
  for (const piece of pieces) if (piece !== "") yield piece;
}

/** Something that looks like SHA-256 and changes with the text; browsers compute the real one only in the background. */
function digest(text: string): string {
  let state = 0x811c9dc5;
  const parts = Array.from({ length: 8 }, (_, round) => {
    for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0) ^ round, 0x01000193);
    return (state >>> 0).toString(16).padStart(8, "0");
  });
  return parts.join("");
}

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

  type Filter = Omit<z.output<typeof QueryAuditLogs>, "cursor" | "limit">;
  /** What the filters let through, newest first. @throws TenantNotFoundError */
  function listed(caller: Caller, { tenant_id, subtree = false, from, to, ...equal }: Filter) {
    if (tenant_id) caller.find(tenant_id);
    return [...store.audit.entries()]
      .filter(
        ([, entry]) =>
          reaches(caller, entry) &&
          (!tenant_id || isOf(entry, tenant_id, subtree)) &&
          (!from || Date.parse(entry.created_at) >= Date.parse(from)) &&
          (!to || Date.parse(entry.created_at) < Date.parse(to)) &&
          Object.entries(equal).every(([field, value]) => entry[field as keyof AuditEntry] === value),
      )
      .reverse();
  }

  return {
    queryAuditLogs({ caller, query: { cursor, limit, ...filter } }) {
      const { data, ...page } = paginate(listed(caller, filter), { cursor, limit }, ([seq]) => [seq], true);
      return { ...page, data: data.map(([, entry]) => entry) };
    },
    exportAuditLogs({ caller, query: { format = "ndjson", ...filter } }) {
      const lines = listed(caller, filter).map(([, entry]) => auditExportLine(format, entry));
      return inPieces([auditExportHead(format), ...lines]);
    },
    verifyAudit({ caller, query: { tenant_id = null } }) {
      if (tenant_id) caller.find(tenant_id);
      else if (caller.within !== null) {
        const message = "is required: only a platform caller verifies the platform's own chain";
        throw invalid([{ path: "query.tenant_id", message }]);
      }
      const links = store.auditLinks.filter((link) => link.tenant_id === tenant_id);
      const fault = firstFault(store, tenant_id);
      const counts = { entries: links.length, sealed: links.length };
      const head = links.length === 0 ? null : digest(links.map(({ said }) => said).join("\n"));
      return { tenant_id, ok: fault === null, ...counts, head, fault };
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
