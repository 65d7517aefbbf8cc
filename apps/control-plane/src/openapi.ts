/** What a contract says, in the words of Fastify and OpenAPI. */
import { STATUS_CODES } from "node:http";
import {
  type Contract,
  carriesBody,
  type ErrorCode,
  errorClasses,
  Problem,
  takesIdempotencyKey,
} from "@stratum-hq/core";
import type { FastifySchema } from "fastify";
import * as z from "zod";

/** Marks an operation whose body may be left out; Fastify has no word for it. */
export const OPTIONAL_BODY = "x-optional-body";

/** Input that an operation does not take: anything in it is named as an unknown field. */
const nothing = z.strictObject({});
const noBody = nothing.optional();
const noContent = z.undefined().describe("No Content");
/** Is the schema there only to refuse? Then it is none of the reader's business. */
export const isNothing = (schema: unknown): boolean => schema === nothing || schema === noBody;

const IdempotencyHeader = z.looseObject({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, "must be 1 to 255 visible ASCII characters, such as a UUID")
    .optional()
    .describe("Makes the request safe to send again: for 24 hours the same key gets the same answer."),
});

const StreamHeader = z.looseObject({
  "last-event-id": z
    .string()
    .max(2048)
    .optional()
    .describe(
      "`id` of the last message that was heard: the stream goes on behind it. Absent: it begins now.",
    ),
});

const everywhere = [
  "VALIDATION_ERROR",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "RATE_LIMITED",
  "INTERNAL_ERROR",
  "DATABASE_UNAVAILABLE",
  "IDENTITY_UNAVAILABLE",
  "BUSY",
];
/** Of requests that may carry an Idempotency-Key. */
const repeatable = ["IDEMPOTENCY_IN_FLIGHT", "IDEMPOTENCY_ANSWER_LOST", "IDEMPOTENCY_KEY_REUSED"];
const withBody = ["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"];

/** The codes an operation may answer, by status. */
export function errorsByStatus(contract: Contract): Map<number, string[]> {
  const codes = [
    ...everywhere,
    ...(carriesBody(contract.method) ? withBody : []),
    ...(takesIdempotencyKey(contract.method) ? repeatable : []),
    ...contract.errors,
  ];
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const known = errorClasses[code as ErrorCode];
    if (!known) throw new Error(`A contract names the error ${code}, which no class stands for.`);
    byStatus.set(known.status, [...(byStatus.get(known.status) ?? []), code]);
  }
  return byStatus;
}

/** Schema of the operation's route: what Fastify validates and serializes by, and what is documented. */
export function routeSchema(name: string, tag: string, contract: Contract): FastifySchema {
  const success = contract.success ?? 200;
  const content = contract.stream
    ? Object.fromEntries(Object.values(contract.stream).map((type) => [type, { schema: z.string() }]))
    : { [contract.live ? "text/event-stream" : "application/json"]: { schema: contract.response } };
  const failures = [...errorsByStatus(contract)].map(([status, codes]) => [
    status,
    { description: codes.join(", "), content: { "application/problem+json": { schema: Problem } } },
  ]);
  return {
    operationId: name,
    tags: [tag],
    summary: contract.summary,
    description: [contract.description, `Needs the scope \`${contract.scope}\`.`].filter(Boolean).join(" "),
    ...(contract.body?.safeParse(undefined).success && { [OPTIONAL_BODY]: true }),
    params: contract.params ?? nothing,
    querystring: contract.query ?? nothing,
    ...(takesIdempotencyKey(contract.method) && { headers: IdempotencyHeader }),
    ...(contract.live && { headers: StreamHeader }),
    ...(contract.method !== "GET" && { body: contract.body ?? noBody }),
    response: {
      [success]: success === 204 ? noContent : { description: STATUS_CODES[success] ?? "OK", content },
      ...Object.fromEntries(failures),
    },
  };
}
