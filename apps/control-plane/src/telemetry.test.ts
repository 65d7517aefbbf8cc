import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { emptyDatabase } from "@stratum-hq/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wantsTelemetry } from "./telemetry.ts";

interface Span {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code?: number };
  attributes: { key: string; value: Record<string, unknown> }[];
}
/** A collector that keeps what it is sent, and the service's name. */
const spans: Span[] = [];
const services = new Set<unknown>();
let collector: Server;
let endpoint: string;

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
    for (const { resource, scopeSpans } of body.resourceSpans) {
      services.add(attribute(resource, "service.name"));
      for (const scope of scopeSpans) spans.push(...scope.spans);
    }
    response.setHeader("content-type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  await once(collector, "listening");
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  collector.close();
});

const attribute = (of: Pick<Span, "attributes">, key: string): unknown =>
  Object.values(of.attributes.find((a) => a.key === key)?.value ?? {})[0];

/** The server as it is run, since what it starts is the process's own. */
async function serve(env: Record<string, string>) {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@stratum-hq/source", "--import=tsx", main], {
    env: {
      PATH: process.env.PATH ?? "",
      STRATUM_KEY_SECRET: "k".repeat(32),
      STRATUM_TOKEN_SECRET: "t".repeat(32),
      PORT: "0",
      DATABASE_URL: (await emptyDatabase()).url,
      ...env,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (data: string) => (output += data));
  let url: string | undefined;
  while (!url) {
    await once(child.stdout, "data");
    url = /Server listening at (http:[^"]+)/.exec(output)?.[1];
  }
  const stop = async (): Promise<unknown> => {
    child.kill("SIGTERM");
    return (await once(child, "exit"))[0];
  };
  return { url, stop, log: () => output };
}

test("a request is a span below its caller's, its statements are spans below it, and the log names the trace", async () => {
  const server = await serve({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: "tenants" });
  const [trace_id, above] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
  const answer = await fetch(`${server.url}/api/v1/tenants?secret=hidden`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: "Bearer sk_live_unknown",
      traceparent: `00-${trace_id}-${above}-01`,
    },
    body: JSON.stringify({ name: "Acme", slug: "acme" }),
  });
  expect(answer.status).toBe(401);
  expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  expect(await server.stop()).toBe(0);

  expect([...services]).toEqual(["tenants"]);
  const request = spans.find((s) => s.name === "POST /api/v1/tenants") as Span;
  expect(request).toMatchObject({ traceId: trace_id, parentSpanId: above, kind: 2 });
  expect(attribute(request, "http.response.status_code")).toBe(401);
  expect(attribute(request, "url.path")).toBe("/api/v1/tenants");
  expect(attribute(request, "stratum.request_id")).toBe(answer.headers.get("x-request-id"));

  const ready = spans.find((s) => s.name === "GET /ready") as Span;
  const asked = spans.filter((s) => s.parentSpanId === ready.spanId);
  expect(asked.length).toBeGreaterThan(0);
  for (const span of asked) {
    expect(span).toMatchObject({ traceId: ready.traceId, kind: 3 });
    expect(attribute(span, "db.system.name")).toBe("postgresql");
  }
  expect(JSON.stringify(spans)).not.toContain("hidden");
  const lines = server
    .log()
    .split("\n")
    .filter((line) => line.includes(trace_id));
  expect(lines.length).toBeGreaterThan(0);
  expect(JSON.parse(lines[0] as string)).toMatchObject({ trace_id, span_id: request.spanId });
});

test("a collector that is away changes no answer, and not much at the end", async () => {
  const server = await serve({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
  expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
});

test("only an endpoint turns traces on, and the usual switches turn them off", () => {
  const given = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };
  expect(wantsTelemetry({})).toBe(false);
  expect(wantsTelemetry(given)).toBe(true);
  expect(wantsTelemetry({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://collector:4318/v1/traces" })).toBe(
    true,
  );
  expect(wantsTelemetry({ ...given, OTEL_SDK_DISABLED: "true" })).toBe(false);
  expect(wantsTelemetry({ ...given, OTEL_TRACES_EXPORTER: "none" })).toBe(false);
});
