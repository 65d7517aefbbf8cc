/** A span for each request, below the caller's own if it sent a `traceparent`. Names after OpenTelemetry's conventions. */
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { FastifyPluginCallback, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { pathOf } from "./errors.ts";

const spans = new WeakMap<FastifyRequest, Span>();

/** Runs what follows within the request's span. */
function within(request: FastifyRequest, go: () => void): void {
  const span = spans.get(request);
  if (span) context.with(trace.setSpan(context.active(), span), go);
  else go();
}

export const tracing: FastifyPluginCallback = fp((app, _options, done) => {
  const tracer = trace.getTracer("@stratum-hq/control-plane");
  app.addHook("onRequest", (request, _reply, next) => {
    const { method } = request;
    const route = request.routeOptions.url;
    const attributes = {
      "http.request.method": method,
      "url.path": pathOf(request),
      "url.scheme": request.protocol,
      "client.address": request.ip,
      "stratum.request_id": request.id,
      ...(route && { "http.route": route }),
    };
    const above = propagation.extract(context.active(), request.headers);
    const name = route ? `${method} ${route}` : method;
    spans.set(request, tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, above));
    within(request, next);
  });
  // Anew when the body has been read: its last part came from the connection, which other requests use as well.
  app.addHook("preValidation", (request, _reply, next) => within(request, next));
  app.addHook("onResponse", (request, { statusCode }, next) => {
    const span = spans.get(request);
    span?.setAttribute("http.response.status_code", statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    next();
  });
  app.addHook("onRequestAbort", (request, next) => {
    spans.get(request)?.setAttribute("error.type", "aborted").end();
    spans.delete(request);
    next();
  });
  done();
});
