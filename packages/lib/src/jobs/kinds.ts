/** What each kind of job does. Each may be begun again at any point, also after it was done and nobody could say so. */
import { type AuditSweep, type JobKind, TenantNotFoundError } from "@stratum-hq/core";
import type { Transaction } from "@stratum-hq/db-adapters";
import type { StratumMethods } from "../stratum.ts";
import { selectCertificate, type Taken } from "./jobs.sql.ts";

/** What a job has to work with. */
export interface Work {
  db: Transaction;
  job: Taken;
  /** The engine, in the name of whoever started the job. */
  api: StratumMethods;
  /** Tells how far it is. */
  progress(done: number, total: number | null): void;
  /** The worker is about to end, or has lost the job: throws as soon as the job looks. */
  signal: AbortSignal;
}

/** Faults that a sweep names; more are only counted as not ok. */
const NAMED = 100;

export const kinds: Record<JobKind, (work: Work) => Promise<object>> = {
  async "tenants.purge"({ db, job, api, progress }) {
    try {
      const certificate = await api.purgeTenant(job.tenant_id, { cascade: job.input.cascade ?? false });
      progress(certificate.tenants, certificate.tenants);
      return certificate;
    } catch (error) {
      // An earlier try may have purged it, and died before it could say so.
      const done =
        error instanceof TenantNotFoundError && job.tries > 1
          ? await selectCertificate(db, job.tenant_id)
          : undefined;
      if (!done) throw error;
      return done;
    }
  },

  async "audit.verify"({ job, api, progress, signal }): Promise<AuditSweep> {
    const ids = [job.tenant_id];
    let cursor: string | undefined;
    do {
      signal.throwIfAborted();
      const page = await api.listDescendants(job.tenant_id, { cursor, limit: 200, include_archived: true });
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    const sweep: AuditSweep = { ok: true, tenants: 0, entries: 0, faults: [] };
    for (const tenant_id of ids) {
      signal.throwIfAborted();
      const verified = await api.verifyAudit(tenant_id).catch((error: unknown) => {
        // Purged, or moved out of reach, since it was listed.
        if (error instanceof TenantNotFoundError && tenant_id !== job.tenant_id) return undefined;
        throw error;
      });
      if (verified) {
        sweep.tenants++;
        sweep.entries += verified.entries;
        if (verified.fault && sweep.faults.length < NAMED)
          sweep.faults.push({ tenant_id, ...verified.fault });
        sweep.ok &&= verified.ok;
      }
      progress(sweep.tenants, ids.length);
    }
    return sweep;
  },
};
