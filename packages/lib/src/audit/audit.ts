import {
  type ActorContext,
  type AuditEntry,
  AuditEntryNotFoundError,
  AuditParams,
  invalid,
  type Page,
  type PageInput,
  QueryAuditLogs,
  RecordAuditEvent,
  type RecordAuditEventInput,
  redact,
  validate,
} from "@stratum-hq/core";
import type { Deps } from "../caller.ts";
import { decodeCursor, packSnapshot, toPage } from "../page.ts";
import { assertActive, findTenant } from "../tenants/index.ts";
import * as q from "./audit.sql.ts";

/** What a listing of audit entries may be narrowed by. */
export interface AuditQuery extends PageInput, Omit<q.Filter, "tenant"> {
  tenant_id?: string | undefined;
  /** With `tenant_id`: also everything below it. Default false. */
  subtree?: boolean | undefined;
}

/** Who changed what: written with every change, never altered. Rules: `docs/audit.md`. */
export interface AuditApi {
  /** Newest first, of what the caller sees; also of suspended and archived tenants. @throws TenantNotFoundError */
  queryAuditLogs(query?: AuditQuery): Promise<Page<AuditEntry>>;
  /** @throws AuditEntryNotFoundError */
  getAuditEntry(id: string): Promise<AuditEntry>;
  /**
   * Records an event of the application's own; secrets in it are redacted by the names of their fields.
   * @throws TenantNotFoundError TenantSuspendedError TenantArchivedError
   */
  recordAuditEvent(input: RecordAuditEventInput, context?: ActorContext): Promise<AuditEntry>;
}

export function createAudit({ db, caller: callerOf }: Deps): AuditApi {
  return {
    async queryAuditLogs(query = {}) {
      const caller = callerOf();
      caller.need("read");
      const { subtree = false, ...rest } = query;
      const fields = QueryAuditLogs.omit({ subtree: true });
      const { cursor, limit = 50, tenant_id, ...filter } = validate(fields, rest, "query");
      const after = decodeCursor(cursor, "int", "snapshot");
      if (tenant_id) await findTenant(db, caller, tenant_id);
      const tenant = tenant_id
        ? { id: tenant_id, subtree }
        : caller.within
          ? { id: caller.within, subtree: true }
          : undefined;
      const rows = await q.selectEntries(db, { ...filter, tenant, after, limit });
      const { data, ...page } = toPage(rows, limit, ({ seq, seen }) => [seq, packSnapshot(seen)]);
      return { ...page, data: data.map(({ seq, seen, ...entry }) => entry) };
    },
    async getAuditEntry(id) {
      const caller = callerOf();
      caller.need("read");
      const params = validate(AuditParams, { id }, "params");
      const entry = await q.selectEntry(db, params.id, caller.within);
      if (!entry)
        throw new AuditEntryNotFoundError(`There is no audit entry ${params.id}.`, { audit_id: params.id });
      return entry;
    },
    async recordAuditEvent(input, context) {
      const caller = callerOf(context);
      caller.need("write");
      const { tenant_id = null, before = null, after = null, ...rest } = validate(RecordAuditEvent, input);
      if (tenant_id === null && caller.within !== null) {
        throw invalid([
          { path: "body.tenant_id", message: "is required: only a platform caller records for the platform" },
        ]);
      }
      return db.transaction(async (tx) => {
        const written = await q.insertEntry(tx, caller, {
          tenant_id,
          before: redact(before),
          after: redact(after),
          ...rest,
        });
        if (tenant_id) assertActive(caller.find(written.tenant, tenant_id));
        if (!written.entry) throw new Error("An event that was not refused was not recorded.");
        return written.entry;
      });
    },
  };
}
