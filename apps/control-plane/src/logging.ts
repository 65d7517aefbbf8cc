/** What is written to the log: never a credential, a query string or a body. */
import { trace } from "@opentelemetry/api";
import { type FastifyLoggerOptions, type FastifyRequest, LogController } from "fastify";
import type { LogLevel } from "./config.ts";
import { pathOf } from "./plugins/errors.ts";

interface Fault {
  name?: string;
  code?: unknown;
  message?: string;
  stack?: string;
}

const serializers = {
  req: (request: FastifyRequest) => ({
    method: request.method,
    path: pathOf(request),
    source_ip: request.ip,
  }),
  // A database error keeps its code, but not its detail: that quotes values.
  err: ({ name = "Error", code, message = "", stack = "" }: Fault) => ({ type: name, code, message, stack }),
};

/** Options of the server's logger, which writes JSON lines to standard output. */
export const loggerOptions = (level: LogLevel): FastifyLoggerOptions & { mixin(): object } => ({
  level,
  serializers,
  mixin: traceOf,
});

/** Of the running span, by which a line of the log is found from a trace. */
function traceOf(): { trace_id?: string; span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

const PROBES = new Set(["/health", "/ready"]);
/** One line when a request comes and one when it is answered, but none for what a load balancer asks all the time. */
export const requestLog = (): LogController =>
  new LogController({
    requestIdLogLabel: "request_id",
    disableRequestLogging: (request) => PROBES.has(request.url ?? ""),
  });
