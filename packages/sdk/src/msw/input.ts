import { type Contract, carriesBody, invalid, UnsupportedMediaTypeError, validate } from "@stratum-hq/core";
import * as z from "zod";

/** The parts of a request as a contract's schemas give them. */
export interface Input {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Input that an operation does not take: anything in it is named as an unknown field. */
const nothing = z.strictObject({});

/** Reads and validates a request by its contract. @throws ValidationError UnsupportedMediaTypeError */
export async function readInput(
  contract: Contract,
  params: Record<string, string>,
  request: Request,
): Promise<Input> {
  const query: Record<string, unknown> = Object.fromEntries(new URL(request.url).searchParams);
  const raw = { query, body: carriesBody(contract.method) ? await readBody(request) : undefined };
  takeIfMatch(contract, request, raw);
  return {
    params: contract.params && validate(contract.params, params, "params"),
    query: validate(contract.query ?? nothing, raw.query, "query"),
    body: validate(contract.body ?? nothing.optional(), raw.body, "body"),
  };
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === "") return undefined;
  if (!request.headers.get("content-type")?.includes("json")) {
    throw new UnsupportedMediaTypeError("Send the body as application/json.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalid([{ path: "body", message: "must be JSON" }]);
  }
}

const has = (schema: z.ZodType | undefined, field: string): boolean =>
  schema instanceof z.ZodObject && field in schema.shape;
/** Does the answer carry a version, so that it comes with an `ETag`? */
export const hasVersion = (contract: Contract): boolean => has(contract.response, "version");

/** Moves `If-Match` into the input; an operation that cannot heed it refuses it. */
function takeIfMatch(
  contract: Contract,
  request: Request,
  raw: { query: Record<string, unknown>; body: unknown },
): void {
  const header = request.headers.get("if-match");
  if (header === null || contract.method === "GET") return;
  const refuse = (message: string) => invalid([{ path: "headers.if-match", message }]);
  const inBody = has(contract.body, "expected_version");
  if (!inBody && !has(contract.query, "expected_version"))
    throw refuse("is not taken by this operation; leave it out");
  const version = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (version === undefined) throw refuse('must be the ETag of an earlier answer, for example "3"');
  const part = inBody ? raw.body : raw.query;
  if (typeof part !== "object" || part === null) return;
  const fields = part as Record<string, unknown>;
  if (fields.expected_version !== undefined && String(fields.expected_version) !== version) {
    throw refuse("says another version than expected_version; send one of them");
  }
  fields.expected_version = inBody ? Number(version) : version;
}
