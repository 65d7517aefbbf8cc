import { jobsContracts } from "@stratum-hq/core";
import { afterAll, beforeAll } from "vitest";
import { type Forest, NOBODY, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses } from "../test-contracts.ts";

let t: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp();
  forest = await plantForest(t.stratum);
});
afterAll(() => t.app.close());

const start = (tenant_id: string) => t.call("startJob", { body: { kind: "audit.verify", tenant_id } });
const get = (id: string) => t.call("getJob", { params: { id } });

describeStatuses(jobsContracts, {
  startJob: { success: () => start(forest.acme.id), TENANT_NOT_FOUND: () => start(NOBODY) },
  listJobs: { success: () => t.call("listJobs") },
  getJob: {
    success: async () => get((await start(forest.acme.id)).body.id),
    JOB_NOT_FOUND: () => get(NOBODY),
  },
});
