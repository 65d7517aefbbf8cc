import { type Job, JobNotFoundError, type jobsContracts, StratumError } from "@stratum-hq/core";
import { auditMock } from "../audit/index.ts";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { paginate } from "../page.ts";
import type { Store } from "../store.ts";
import { purgeMock } from "../tenants/index.ts";

/** Jobs in memory. One is done as soon as it is started, and tells of it when it is asked for. */
export function jobsMock(store: Store): MockHandlers<typeof jobsContracts> {
  const none = { query: undefined, params: undefined, body: undefined };
  const { purgeTenant } = purgeMock(store);
  const { verifyAudit } = auditMock(store);

  function sweep(caller: Caller, id: string): object {
    const chains = [caller.find(id), ...store.below(id)].map((row) =>
      verifyAudit({ ...none, caller, query: { tenant_id: row.id } }),
    );
    const faults = chains.flatMap(({ tenant_id, fault }) => (fault ? [{ tenant_id, ...fault }] : []));
    const entries = chains.reduce((sum, chain) => sum + chain.entries, 0);
    return { ok: faults.length === 0, tenants: chains.length, entries, faults: faults.slice(0, 100) };
  }
  /** What is left of a job when it is over. */
  function done(run: () => object): Pick<Job, "status" | "progress" | "result" | "error"> {
    try {
      const result = run() as { tenants: number };
      const progress = { done: result.tenants, total: result.tenants };
      return { status: "succeeded", progress, result: result as unknown as Job["result"], error: null };
    } catch (thrown) {
      if (!(thrown instanceof StratumError)) throw thrown;
      const { code, status, message, details } = thrown;
      const error = { code, status, message, details: details as NonNullable<Job["error"]>["details"] };
      return { status: "failed", progress: { done: 0, total: null }, result: null, error };
    }
  }
  /** Where the tenant stands, or stood when it is gone. */
  const seen = ({ within }: Caller, { job, chain }: { job: Job; chain: string[] }): boolean => {
    const row = store.tenants.get(job.tenant_id);
    return within === null || (row ? store.chain(row).map(({ id }) => id) : chain).includes(within);
  };

  return {
    startJob({ caller, body: { kind, tenant_id, cascade = false } }) {
      const chain = store.chain(caller.find(tenant_id)).map(({ id }) => id);
      const job: Job = {
        ...{ id: store.id(), kind, tenant_id, status: "queued", progress: { done: 0, total: null } },
        ...{ result: null, error: null, started_by: caller.session.actor_id ?? "mock" },
        ...{ created_at: store.timestamp(), started_at: null, finished_at: null },
      };
      const input = cascade ? { cascade } : {};
      caller.record({ tenant_id, action: "jobs.started", resource_id: job.id, after: { kind, input } });
      const end = done(() =>
        kind === "tenants.purge"
          ? purgeTenant({ ...none, caller, params: { id: tenant_id }, body: { cascade } })
          : sweep(caller, tenant_id),
      );
      const finished = { ...job, ...end, started_at: job.created_at, finished_at: store.timestamp() };
      store.jobs.set(job.id, { job: finished, chain });
      return job;
    },
    listJobs({ caller, query: { cursor, limit, tenant_id, status } }) {
      const rows = [...store.jobs.values()]
        .filter((row) => seen(caller, row))
        .map(({ job }) => job)
        .filter((job) => (!tenant_id || job.tenant_id === tenant_id) && (!status || job.status === status));
      return paginate(rows.reverse(), { cursor, limit }, (job) => [job.id], true);
    },
    getJob({ caller, params: { id } }) {
      const row = store.jobs.get(id);
      if (row && seen(caller, row)) return row.job;
      throw new JobNotFoundError(`There is no job ${id}.`, { job_id: id });
    },
  };
}
