/** No request ever runs in another one's tenant, however many share the process and its connections. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { createClient } from "../client.ts";
import { createMockControlPlane } from "../msw/index.ts";
import { frameworks, type Watcher } from "../test-services.ts";
import { getTenantContext } from "./context.ts";

const CONNECTIONS = 400;
const PER_CONNECTION = 25;
const REQUESTS = CONNECTIONS * PER_CONNECTION;

/** Opens when so many wait at it. */
function barrier(parties: number): () => Promise<void> {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let waiting = 0;
  return () => {
    if (++waiting === parties) open();
    return opened;
  };
}

/** Sends requests one behind the other without waiting for answers; what the connection says until its end. */
async function pipelined(url: string, requests: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let said = "";
  socket.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  socket.write(requests.join(""));
  await once(socket, "end");
  return said;
}

test.each(frameworks)(
  "10,000 requests at once on $name: no crossing",
  { timeout: 120_000 },
  async ({ serve }) => {
    const { client: writer, fetch } = createMockControlPlane();
    const tenants = await Promise.all(
      Array.from({ length: 40 }, (_, i) => writer.createTenant({ name: `t${i}`, slug: `t${i}` })),
    );
    const points = new Map<string, number>();
    const crossings: string[] = [];
    const watcher: Watcher = {
      at(point, expected) {
        points.set(point, (points.get(point) ?? 0) + 1);
        let found: string;
        try {
          found = getTenantContext().tenant_id;
        } catch {
          found = "nobody";
        }
        if (found !== expected) crossings.push(`${point}: ${found}, not ${expected}`);
      },
      gate: barrier(REQUESTS),
    };
    const client = createClient({ base_url: "http://mock", fetch, cache: { lost_ttl_ms: 60_000 } });
    const { url, close } = await serve(client, {}, watcher);

    const request = (n: number, last: boolean): string => {
      const id = tenants[n % tenants.length]?.id;
      const [path, type] =
        n % 3 === 0 ? ["/raw", "application/octet-stream"] : ["/parsed", "application/json"];
      const body = JSON.stringify({ n });
      const lines = [
        `POST ${path} HTTP/1.1`,
        "Host: x",
        `X-Tenant-ID: ${id}`,
        `X-Expected: ${id}`,
        `Content-Type: ${type}`,
        `Content-Length: ${body.length}`,
        `Connection: ${last ? "close" : "keep-alive"}`,
      ];
      return `${lines.join("\r\n")}\r\n\r\n${body}`;
    };
    const answers = await Promise.all(
      Array.from({ length: CONNECTIONS }, (_, c) =>
        pipelined(
          url,
          Array.from({ length: PER_CONNECTION }, (_, i) =>
            request(c * PER_CONNECTION + i, i === PER_CONNECTION - 1),
          ),
        ),
      ),
    );
    await close();

    expect(crossings.slice(0, 10)).toEqual([]);
    const told = answers.join("").match(/\{"tenant_id":"[^"]+"/g) ?? [];
    expect(told).toHaveLength(REQUESTS);
    const raw = Math.ceil(REQUESTS / 3);
    for (const point of ["handler", "gate", "timer", "immediate", "tick", "finish"])
      expect([point, points.get(point)]).toEqual([point, REQUESTS]);
    for (const point of ["data", "end", "transform", "piped"])
      expect([point, points.get(point)]).toEqual([point, raw]);
  },
);
