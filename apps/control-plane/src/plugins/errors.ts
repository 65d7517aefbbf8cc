/** Every failure leaves as `application/problem+json` (RFC 9457), and says nothing about the server's inside. */
import { STATUS_CODES } from "node:http";
import {
  InternalError,
  invalid,
  MethodNotAllowedError,
  NotFoundError,
  PayloadTooLargeError,
  type Problem,
  StratumError,
  UnsupportedMediaTypeError,
} from "@stratum-hq/core";
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";

/** Seconds after which a caller may try again what cannot be answered now. */
const RETRY_AFTER_SECONDS = 1;

/** Path of a request without its query, which may hold personal data. */
export const pathOf = (request: Pick<FastifyRequest, "url">): string => request.url.split("?", 1)[0] ?? "/";

interface FastifyFault {
  code?: string;
  statusCode?: number;
  message?: string;
}

/** What to answer for anything that was thrown. What is not known to be the caller's fault is an `InternalError`. */
export function toStratumError(error: unknown, request: FastifyRequest): StratumError {
  if (error instanceof StratumError) return error;
  const { code, statusCode = 500, message = "" } = (error ?? {}) as FastifyFault;
  switch (code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE": {
      const sent = request.headers["content-type"] ?? "no Content-Type";
      return new UnsupportedMediaTypeError(`Send the body as application/json, not as ${sent}.`);
    }
    case "FST_ERR_CTP_BODY_TOO_LARGE": {
      const limit = request.routeOptions.bodyLimit;
      return new PayloadTooLargeError(`The body is larger than the ${limit} bytes that are taken here.`, {
        limit,
      });
    }
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return invalid([{ path: "path", message: "is not a valid URL path, or a part of it is too long" }]);
  }
  if (code?.startsWith("FST_") && statusCode >= 400 && statusCode < 500) {
    return invalid([{ path: "request", message: message.replace(/\.$/, "") }]);
  }
  return new InternalError("Something went wrong on the server. Quote the request id when you report it.");
}

/** The problem document of an error. */
export function toProblem(error: StratumError, request_id: string): Problem {
  const { errors, ...details } = error.details;
  return {
    type: "about:blank",
    title: STATUS_CODES[error.status] ?? "Error",
    status: error.status,
    detail: error.message,
    code: error.code,
    request_id,
    ...(errors && { errors }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

/** Answers with an error, and logs it when it is the server's. */
export function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toStratumError(thrown, request);
  if (error.status >= 500) {
    request.log.error({ err: error.code === "INTERNAL_ERROR" ? thrown : (error.cause ?? error) }, error.code);
  }
  if (error.status === 401) reply.header("www-authenticate", 'Bearer realm="stratum"');
  if (error.status === 405) reply.header("allow", (error.details.allowed as string[]).join(", "));
  if (error.status === 429) reply.header("retry-after", error.details.retry_after as number);
  if (error.status === 503 || error.code === "IDEMPOTENCY_IN_FLIGHT")
    reply.header("retry-after", RETRY_AFTER_SECONDS);
  // As text, so that no response schema can get in the way of an answer.
  return reply
    .code(error.status)
    .header("x-request-id", request.id)
    .header("cache-control", "no-store")
    .type("application/problem+json")
    .send(JSON.stringify(toProblem(error, request.id)));
}

/** Answers for every error, for unknown routes, and for known ones that are called with another method. */
export const errors: FastifyPluginCallback = fp((app, _options, done) => {
  const offered = new Map<string, Set<string>>();
  app.setErrorHandler(sendError);
  app.setNotFoundHandler((request, reply) => {
    const { method } = request;
    sendError(new NotFoundError(`There is nothing at ${method} ${pathOf(request)}.`), request, reply);
  });
  app.addHook("onRoute", ({ url, method, config }) => {
    if (!config?.scope || url.includes("*")) return;
    const methods = offered.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    offered.set(url, methods);
  });
  app.decorate("refuseOtherMethods", () => {
    for (const [url, methods] of [...offered]) {
      const allowed = [...methods].sort();
      const others = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].filter(
        (method) => !methods.has(method),
      );
      if (others.length === 0) continue;
      app.route({
        method: others,
        url,
        config: { scope: "public" },
        schema: { hide: true },
        onRequest: (request, _reply, next) => {
          const detail = `${request.method} is not offered here; ${allowed.join(", ")} ${allowed.length > 1 ? "are" : "is"}.`;
          next(new MethodNotAllowedError(detail, { allowed }));
        },
        handler: () => undefined,
      });
    }
  });
  done();
});

declare module "fastify" {
  interface FastifyInstance {
    /** Makes every known path answer 405 to the methods it does not offer. Call it once, after all routes are there. */
    refuseOtherMethods(): void;
  }
}
