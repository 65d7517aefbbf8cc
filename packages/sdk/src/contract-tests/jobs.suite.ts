import { describe, expect, test } from "vitest";
import { ids, invalid, nobody, refused, type World } from "./world.ts";

/** Each operation of jobs, as a caller sees it. */
export function jobsSuite(given: () => World): void {
  describe("a job", () => {
    test("is queued at once, and tells how far it is until it is over", async () => {
      const { api, chain } = given();
      const [top, middle] = await chain(3);
      const queued = await api.startJob({ kind: "tenants.purge", tenant_id: middle.id, cascade: true });
      expect(queued).toMatchObject({
        ...{ kind: "tenants.purge", tenant_id: middle.id, status: "queued", result: null, error: null },
        ...{ progress: { done: 0, total: null }, started_at: null, finished_at: null },
      });
      const seen: string[] = [];
      const job = await api.waitForJob(queued.id, { on_progress: ({ status }) => seen.push(status) });
      expect(job).toMatchObject({ id: queued.id, status: "succeeded", error: null });
      expect(job.progress).toEqual({ done: 2, total: 2 });
      expect(job.result).toMatchObject({ tenant_id: middle.id, parent_id: top.id, tenants: 2 });
      expect(Date.parse(job.finished_at ?? "")).toBeGreaterThanOrEqual(Date.parse(job.started_at ?? ""));
      expect(seen.at(-1)).toBe("succeeded");
      await refused(api.getTenant(middle.id), "TENANT_NOT_FOUND");
    });

    test("that is refused fails with the error that the call would have answered", async () => {
      const { api, chain } = given();
      const [top] = await chain(2);
      const { id } = await api.startJob({ kind: "tenants.purge", tenant_id: top.id });
      const job = await api.waitForJob(id);
      expect(job).toMatchObject({ status: "failed", result: null });
      expect(job.error).toMatchObject({ code: "TENANT_HAS_CHILDREN", status: 409, details: { children: 1 } });
      expect((await api.getTenant(top.id)).id).toBe(top.id);
    });

    test("verifies all chains of a subtree", async () => {
      const { api, chain } = given();
      const [top, middle, leaf] = await chain(3);
      await api.setConfig(leaf.id, "k", { value: 1 });
      const { id } = await api.startJob({ kind: "audit.verify", tenant_id: middle.id });
      const { result, progress } = await api.waitForJob(id);
      // Made, twice; set; and the job's own start, as one was started there.
      expect(result).toEqual({ ok: true, tenants: 2, entries: 4, faults: [] });
      expect(progress).toEqual({ done: 2, total: 2 });
      expect((await api.verifyAudit({ tenant_id: top.id })).entries).toBe(1);
    });

    test("is refused by name when it says what cannot be", async () => {
      const { api, plant } = given();
      const { id: tenant_id } = await plant();
      await invalid(api.startJob({ kind: "tenants.eat" as never, tenant_id }), "body.kind");
      await invalid(api.startJob({ kind: "audit.verify", tenant_id, cascade: true }), "body.cascade");
      await refused(api.startJob({ kind: "audit.verify", tenant_id: nobody() }), "TENANT_NOT_FOUND");
    });
  });

  describe("who sees a job:", () => {
    test("who sees its tenant, and afterwards who saw it", async () => {
      const { api, as, chain, plant } = given();
      const [top, middle] = await chain(2);
      const beside = await plant({ parent_id: top.id });
      const above = await as({ tenant_id: top.id, scopes: ["read"] });
      const stranger = await as({ tenant_id: beside.id, scopes: ["read"] });
      const { id } = await api.startJob({ kind: "tenants.purge", tenant_id: middle.id });
      await api.waitForJob(id);
      expect((await above.getJob(id)).status).toBe("succeeded");
      expect(ids((await above.listJobs()).data)).toEqual([id]);
      await refused(stranger.getJob(id), "JOB_NOT_FOUND");
      expect((await stranger.listJobs()).data).toEqual([]);
      await refused(above.getJob(nobody()), "JOB_NOT_FOUND");
    });

    test("nothing is started where the caller does not reach, or with too little scope", async () => {
      const { as, plant } = given();
      const [mine, theirs] = [await plant(), await plant()];
      const caller = await as({ tenant_id: mine.id, scopes: ["admin"] });
      await refused(caller.startJob({ kind: "tenants.purge", tenant_id: theirs.id }), "TENANT_NOT_FOUND");
      const writer = await as({ tenant_id: mine.id, scopes: ["write"] });
      await refused(writer.startJob({ kind: "tenants.purge", tenant_id: mine.id }), "FORBIDDEN");
    });

    test("the listing is newest first, page by page, by tenant and by status", async () => {
      const { api, as, plant } = given();
      const mine = await plant();
      const below = await plant({ parent_id: mine.id });
      const caller = await as({ tenant_id: mine.id, scopes: ["admin"] });
      const started: string[] = [];
      for (const tenant_id of [mine.id, below.id, below.id]) {
        const { id } = await caller.startJob({ kind: "audit.verify", tenant_id });
        await api.waitForJob(id);
        started.unshift(id);
      }
      const first = await caller.listJobs({ limit: 2 });
      const rest = await caller.listJobs({ limit: 2, cursor: first.next_cursor ?? "" });
      expect(ids([...first.data, ...rest.data])).toEqual(started);
      expect(ids((await caller.listJobs({ tenant_id: below.id })).data)).toEqual(started.slice(0, 2));
      expect((await caller.listJobs({ status: "failed" })).data).toEqual([]);
      expect((await caller.listJobs({ status: "succeeded" })).data).toHaveLength(3);
    });
  });
}
