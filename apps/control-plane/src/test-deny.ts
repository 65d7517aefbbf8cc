/** For tests: requests of every operation as they travel, and the ids in them, one by one. */
import { type IncomingMessage, request } from "node:http";
import type { Operation } from "@stratum-hq/core";
import { createClient } from "@stratum-hq/sdk";
import { calls, type Parts } from "@stratum-hq/sdk/contract-tests";

/** A request without its credentials, as text: an id in it can be exchanged wherever it stands. */
export type Wire = string;
/** What a request asks for. */
interface Asked {
  method: string;
  /** Path and query. */
  url: string;
  body: unknown;
}
/** What came back, without what differs each time. */
export interface Told {
  status: number;
  text: string;
  code: string | undefined;
  headers: Record<string, unknown>;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The request that a client sends for an operation on a tenant and what it has. */
export async function wireOf(operation: Operation, tenant: string, parts?: Parts): Promise<Wire> {
  let wire: Wire = "";
  const record: typeof fetch = async (input, init) => {
    const sent = new Request(input, init);
    const { pathname, search } = new URL(sent.url);
    const text = await sent.text();
    wire = JSON.stringify({
      method: sent.method,
      url: pathname + search,
      body: text === "" ? null : JSON.parse(text),
    });
    return Response.error();
  };
  const client = createClient({ base_url: "http://record", fetch: record, retry: false });
  // Nobody answers; the request is all that is wanted.
  await calls[operation](client, tenant, parts).catch(() => undefined);
  if (wire === "") throw new Error(`${operation} sends nothing.`);
  return wire;
}

/** Every place in a request where an id stands. */
export const idsIn = (wire: Wire): { at: number; id: string }[] =>
  [...wire.matchAll(UUID)].map((match) => ({ at: match.index, id: match[0] }));

/** The request with another id at one place. */
export const exchange = (wire: Wire, at: number, id: string): Wire =>
  wire.slice(0, at) + id + wire.slice(at + id.length);

/**
 * Sends a request over HTTP, with an id of its own that is always the same.
 * @param halfway runs when all but the last byte of the body is on its way.
 */
export async function send(
  base_url: string,
  wire: Wire,
  credentials: Record<string, string>,
  halfway?: () => Promise<void>,
): Promise<Told> {
  const { method, url, body } = JSON.parse(wire) as Asked;
  const payload = Buffer.from(body === null ? "" : JSON.stringify(body));
  const headers = {
    ...credentials,
    "x-request-id": "the-same",
    ...(body !== null && { "content-type": "application/json", "content-length": payload.length }),
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(new URL(url, base_url), { method, headers }, resolve).on("error", reject);
    if (!halfway) return outgoing.end(payload);
    outgoing.write(payload.subarray(0, -1));
    halfway().then(() => outgoing.end(payload.subarray(-1)), reject);
    return undefined;
  });
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) text += chunk;
  const { date: _, "content-length": _length, ...kept } = answer.headers;
  // An export is JSON line by line, which is another thing.
  const isJson = /[/+]json\b/.test(answer.headers["content-type"] ?? "");
  const { code } = (isJson ? JSON.parse(text) : {}) as { code?: string };
  return { status: answer.statusCode ?? 0, text, code, headers: kept };
}
