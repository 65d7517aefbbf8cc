import {
  type ActorContext,
  type AuditEntry,
  AuditEntryNotFoundError,
  type AuditExportFormat,
  AuditParams,
  type AuditVerification,
  auditExportHead,
  auditExportLine,
  ExportAuditLogs,
  invalid,
  type Page,
  type PageInput,
  QueryAuditLogs,
  RecordAuditEvent,
  type RecordAuditEventInput,
  redact,
  validate,
} from "@stratum-hq/core";
import type { Caller, Deps } from "../caller.ts";
import { decodeCursor, packSnapshot, toPage } from "../page.ts";
import { assertActive, checkId, findTenant } from "../tenants/index.ts";
import * as q from "./audit.sql.ts";
import { checkChain } from "./chain.sql.ts";
import { sealAll } from "./seal.ts";

/** What a listing of audit entries may be narrowed by. */
export interface AuditQuery extends PageInput, Omit<q.Filter, "tenant"> {
  tenant_id?: string | undefined;
  /** With `tenant_id`: also everything below it. Default false. */
  subtree?: boolean | undefined;
}

/** What an export takes: the filters of the listing, and how it is written. */
export interface AuditExport extends Omit<AuditQuery, keyof PageInput> {
  /** Default `ndjson`. */
  format?: AuditExportFormat | undefined;
}

/** Entries in one piece of an export: as many are in memory. */
const PIECE = 500;

/** Who changed what: written with every change, never altered. Rules: `docs/audit.md`. */
export interface AuditApi {
  /** Newest first, of what the caller sees; also of suspended and archived tenants. @throws TenantNotFoundError */
  queryAuditLogs(query?: AuditQuery): Promise<Page<AuditEntry>>;
  /**
   * All that the listing would give, newest first, as a text in pieces of 500 entries, each read when it is asked for. It
   * shows the log as it was at the first. @throws TenantNotFoundError before anything is given
   */
  exportAuditLogs(query?: AuditExport): Promise<AsyncIterable<string>>;
  /** @throws AuditEntryNotFoundError */
  getAuditEntry(id: string): Promise<AuditEntry>;
  /**
   * Verifies the hash chain of a tenant's entries, or with null that of the platform's own, and names the first entry
   * with which something is wrong. Gives links to what has committed first.
   * @throws TenantNotFoundError
   */
  verifyAudit(tenant_id: string | null): Promise<AuditVerification>;
  /**
   * Records an event of the application's own; secrets in it are redacted by the names of their fields.
   * @throws TenantNotFoundError TenantSuspendedError TenantArchivedError
   */
  recordAuditEvent(input: RecordAuditEventInput, context?: ActorContext): Promise<AuditEntry>;
}

export function createAudit({ db, caller: callerOf }: Deps): AuditApi {
  /** Whose entries are meant. @throws TenantNotFoundError */
  async function scopeOf(caller: Caller, tenant_id: string | undefined, subtree: boolean) {
    if (tenant_id) await findTenant(db, caller, tenant_id);
    if (tenant_id) return { id: tenant_id, subtree };
    return caller.within ? { id: caller.within, subtree: true } : undefined;
  }

  return {
    async queryAuditLogs(query = {}) {
      const caller = callerOf();
      caller.need("read");
      const { subtree = false, ...rest } = query;
      const fields = QueryAuditLogs.omit({ subtree: true });
      const { cursor, limit = 50, tenant_id, ...filter } = validate(fields, rest, "query");
      const after = decodeCursor(cursor, "int", "snapshot");
      const tenant = await scopeOf(caller, tenant_id, subtree);
      const rows = await q.selectEntries(db, { ...filter, tenant, after, limit });
      const { data, ...page } = toPage(rows, limit, ({ seq, seen }) => [seq, packSnapshot(seen)]);
      return { ...page, data: data.map(({ seq, seen, ...entry }) => entry) };
    },
    async exportAuditLogs(query = {}) {
      const caller = callerOf();
      caller.need("read");
      const { subtree = false, ...rest } = query;
      const fields = ExportAuditLogs.omit({ subtree: true });
      const { format = "ndjson", tenant_id, ...filter } = validate(fields, rest, "query");
      const tenant = await scopeOf(caller, tenant_id, subtree);
      const read = (after: readonly [number, string] | null) =>
        q.selectEntries(db, { ...filter, tenant, after, limit: PIECE });
      return written(format, await read(null), read);
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
    async verifyAudit(tenant_id) {
      const caller = callerOf();
      caller.need("read");
      const id = tenant_id === null ? null : checkId(tenant_id, "query.tenant_id");
      if (id !== null) await findTenant(db, caller, id);
      else if (caller.within !== null) {
        const message = "is required: only a platform caller verifies the platform's own chain";
        throw invalid([{ path: "query.tenant_id", message }]);
      }
      await sealAll(db, { wait: true });
      const { fault, ...checked } = await checkChain(db, id);
      return { tenant_id: id, ok: fault === null, ...checked, fault };
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

/** The lines of an export, piece by piece: the first has been read, so that what refuses it is told before. */
async function* written(
  format: AuditExportFormat,
  first: q.Listed[],
  read: (after: readonly [number, string]) => Promise<q.Listed[]>,
): AsyncGenerator<string, void, undefined> {
  let rows = first;
  let head = auditExportHead(format);
  for (;;) {
    const piece = rows.slice(0, PIECE);
    yield head + piece.map(({ seq, seen, ...entry }) => auditExportLine(format, entry)).join("");
    const last = piece.at(-1);
    if (rows.length <= PIECE || !last) return;
    head = "";
    rows = await read([last.seq, last.seen]);
  }
}
