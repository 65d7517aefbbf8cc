import { testDatabase } from "@stratum-hq/testing/database";
import { expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { start } from "../start.ts";

const secrets = { STRATUM_KEY_SECRET: "k".repeat(32), STRATUM_TOKEN_SECRET: "t".repeat(32) };

test("metrics stand on a port of their own: requests by route, the cache, the pool, what waits; the API's port has none", async () => {
  const { url } = await testDatabase();
  const config = loadConfig({
    ...secrets,
    DATABASE_URL: url,
    PORT: "0",
    METRICS_PORT: "0",
    LOG_LEVEL: "silent",
    JOB_WORKER: "false",
  });
  const server = await start(config);
  try {
    const { id } = await server.stratum.createTenant({ name: "Top", slug: "top" });
    const { plaintext_key } = await server.stratum.createApiKey(id, { name: "Test" });
    const ask = (path: string) =>
      fetch(`${server.url}/api/v1${path}`, { headers: { "x-api-key": plaintext_key } });
    await server.stratum.startJob({ kind: "audit.verify", tenant_id: id });
    const ending = new AbortController();
    const stream = await fetch(`${server.url}/api/v1/events`, {
      headers: { "x-api-key": plaintext_key },
      signal: ending.signal,
    });
    expect(stream.status).toBe(200);
    // Until the cache has heard of what was written above, it keeps nothing for long.
    const { stratum } = server;
    const hits = async () => (await stratum.getTenantContext(id)) && stratum.cacheStats().hits;
    await expect.poll(hits).toBeGreaterThan(0);
    for (let i = 0; i < 2; i++) expect((await ask(`/tenants/${id}/context`)).status).toBe(200);
    expect((await ask(`/tenants/${id}/nothing`)).status).toBe(404);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);

    const answer = await fetch(server.metricsUrl ?? "");
    expect(answer.headers.get("content-type")).toContain("text/plain");
    const text = await answer.text();
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/v1/tenants/:id/context",status="200"} 2',
    );
    expect(text, "an id makes no series of its own").not.toContain(id);
    expect(text).toMatch(/^stratum_cache_hits_total [1-9]/m);
    expect(text).toMatch(/^stratum_cache_active 1$/m);
    expect(text).toMatch(/^stratum_db_connections [1-9]/m);
    expect(text).toMatch(/^stratum_event_streams 1$/m);
    expect(text).toMatch(/^stratum_jobs_queued 1$/m);
    for (const nothing of [
      "stratum_jobs_running",
      "stratum_webhook_deliveries_pending",
      "stratum_webhook_late_seconds",
    ])
      expect(text).toMatch(new RegExp(`^${nothing} 0$`, "m"));
    ending.abort();
    expect(text).toMatch(/^process_resident_memory_bytes [1-9]/m);
  } finally {
    await server.close();
  }
  await expect(fetch(server.metricsUrl ?? "")).rejects.toThrow();
});
