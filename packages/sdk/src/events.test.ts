import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type ClientOptions, createClient } from "./client.ts";
import type { ClientMessage, EventsOptions } from "./events.ts";

type Reply = (response: ServerResponse) => void;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers each connection with the next reply, the last one again and again. */
async function serve(...replies: Reply[]): Promise<{ base_url: string; seen: IncomingHttpHeaders[] }> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    (replies[seen.length - 1] ?? replies.at(-1))?.(response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { base_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
const change = (id: string): string =>
  `event: change\nid: ${id}\ndata: {"type":"config.set","resource_id":"${id}"}\n\n`;
const ready = (id: string): string => `event: ready\nid: ${id}\ndata: {}\n\n`;
/** Sends these pieces; then ends, breaks off, or stays open. */
const stream =
  (pieces: readonly string[], then: "end" | "break" | "stay"): Reply =>
  async (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    if (then === "end") response.end();
    if (then === "break") response.destroy();
  };
const problem =
  (status: number, code: string, errors?: { path: string; message: string }[]): Reply =>
  (response) =>
    response
      .writeHead(status, { "content-type": "application/problem+json" })
      .end(JSON.stringify({ status, code, detail: code, ...(errors && { errors }) }));

/** What is told until there are so many messages. */
async function hear(client: ClientOptions, count: number, options: EventsOptions = {}) {
  const told: string[] = [];
  for await (const message of createClient(client).events(options)) {
    told.push(nameOf(message));
    if (told.length === count) break;
  }
  return told;
}
const nameOf = (m: ClientMessage): string => `${m.type} ${m.id}`;

test("messages are read however they are cut up, with any end of line; a heartbeat is kept back", {
  timeout: 30_000,
}, async () => {
  const text = `retry: 1000\n\n${ready("1")}: still here\nid: 2\n\n${change("3")}event: later\nid: 4\ndata: ?\n\n${change("5")}`;
  for (const whole of [text, text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\r")]) {
    for (const size of [1, 7, whole.length]) {
      const pieces = whole.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
      const { base_url } = await serve(stream(pieces, "stay"));
      expect(await hear({ base_url }, 3)).toEqual(["ready 1", "change 3", "change 5"]);
    }
  }
});

test("a stream that ends or breaks is taken up behind the last id, also that of a heartbeat", async () => {
  const { base_url, seen } = await serve(
    stream([ready("1"), change("2")], "break"),
    stream([change("3"), ": still here\nid: 4\n\n"], "end"),
    problem(503, "BUSY"),
    stream([change("5")], "stay"),
  );
  const lost: unknown[] = [];
  const told = await hear({ base_url }, 4, { on_lost: (reason) => lost.push(reason) });
  expect(told).toEqual(["ready 1", "change 2", "change 3", "change 5"]);
  expect(seen.map((headers) => headers["last-event-id"])).toEqual([undefined, "2", "4", "4"]);
  expect(lost).toHaveLength(3);
});

test("what was cut off in the middle is not told; it comes whole behind the last id", async () => {
  const { base_url } = await serve(
    stream([ready("1"), change("2").slice(0, -5)], "break"),
    stream([change("2")], "stay"),
  );
  expect(await hear({ base_url }, 2)).toEqual(["ready 1", "change 2"]);
});

test("an id of its own that is refused later becomes a reset; one that the caller gave is refused to it", async () => {
  const refusal = problem(400, "VALIDATION_ERROR", [{ path: "headers.last-event-id", message: "no" }]);
  const { base_url, seen } = await serve(
    stream([ready("1")], "end"),
    refusal,
    stream([ready("9"), change("10")], "stay"),
  );
  expect(await hear({ base_url }, 4)).toEqual(["ready 1", "reset 9", "ready 9", "change 10"]);
  expect(seen.at(-1)).not.toHaveProperty("last-event-id");
  const other = await serve(refusal);
  await expect(hear({ base_url: other.base_url }, 1, { last_event_id: "x" })).rejects.toMatchObject({
    code: "VALIDATION_ERROR",
  });
});

test("a token that ended is renewed once by force; a key that ended is told", async () => {
  const forced: boolean[] = [];
  const getToken = ({ force }: { force: boolean }): string => {
    forced.push(force);
    return "token";
  };
  const { base_url } = await serve(
    stream([ready("1")], "end"),
    problem(401, "UNAUTHORIZED"),
    stream([change("2")], "stay"),
  );
  expect(await hear({ base_url, getToken }, 2)).toEqual(["ready 1", "change 2"]);
  expect(forced).toEqual([false, false, true]);
  const over = await serve(problem(401, "UNAUTHORIZED"));
  for (const credentials of [{ apiKey: "sk_test_x" }, { getToken }])
    await expect(hear({ base_url: over.base_url, ...credentials }, 1)).rejects.toMatchObject({ status: 401 });
});

test("without retries any loss ends it; a page that is no stream says that the address may be wrong", async () => {
  const ends = await serve(stream([ready("1")], "end"));
  expect(await hear({ base_url: ends.base_url, retry: false }, 9)).toEqual(["ready 1"]);
  const busy = await serve(problem(503, "BUSY"));
  await expect(hear({ base_url: busy.base_url, retry: false }, 1)).rejects.toMatchObject({ code: "BUSY" });
  const page = await serve((response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("hello"),
  );
  await expect(hear({ base_url: page.base_url, retry: false }, 1)).rejects.toMatchObject({
    code: "BAD_RESPONSE",
  });
});

test("a signal ends it without an error, while it listens and while it waits to connect", async () => {
  for (const reply of [stream([ready("1")], "stay"), problem(503, "BUSY")]) {
    const { base_url, seen } = await serve(reply);
    const ending = new AbortController();
    const done = hear({ base_url }, 9, { signal: ending.signal });
    await expect.poll(() => seen.length).toBe(1);
    setTimeout(() => ending.abort(), 20);
    expect((await done).length).toBeLessThan(2);
  }
});

test("follow: false ends at ready, whatever the server sends behind it", async () => {
  const { base_url } = await serve(stream([change("1"), ready("2"), change("3")], "stay"));
  expect(await hear({ base_url }, 9, { follow: false })).toEqual(["change 1", "ready 2"]);
});
