import { InternalError, type Problem, StratumError } from "@stratum-hq/core";

const titles: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  412: "Precondition Failed",
  413: "Payload Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** An error as the problem document that the server would answer. A fault of the mock itself is logged. */
export function problem(thrown: unknown, request_id: string): Response {
  if (!(thrown instanceof StratumError)) console.error("The mock control plane failed:", thrown);
  const error =
    thrown instanceof StratumError
      ? thrown
      : new InternalError("The mock control plane failed; see the console.");
  const { errors, ...details } = error.details;
  const document: Problem = {
    type: "about:blank",
    title: titles[error.status] ?? "Error",
    status: error.status,
    detail: error.message,
    code: error.code,
    request_id,
    ...(errors && { errors }),
    ...(Object.keys(details).length > 0 && { details }),
  };
  const headers = { "content-type": "application/problem+json", "x-request-id": request_id };
  return new Response(JSON.stringify(document), { status: error.status, headers });
}
