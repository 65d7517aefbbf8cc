/**
 * Traces for OpenTelemetry, sent by OTLP over HTTP. Configured by its own variables: `OTEL_EXPORTER_OTLP_ENDPOINT`
 * turns it on, and `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_TRACES_SAMPLER` and the like are heeded.
 */
import { setTimeout } from "node:timers/promises";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/** Longest wait at the end for a collector that takes no more, in milliseconds. */
const LAST_WAIT_MS = 2_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Is there somewhere to send traces to? */
export const wantsTelemetry = (env: Environment): boolean =>
  Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) &&
  env.OTEL_SDK_DISABLED !== "true" &&
  env.OTEL_TRACES_EXPORTER !== "none";

/**
 * Starts sending traces. Its libraries are loaded only then.
 * @returns what sends the rest and stops.
 */
export async function startTelemetry(version: string): Promise<() => Promise<void>> {
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, resources] = await Promise.all([
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ "service.name": "stratum", "service.version": version }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return async () => {
    // What cannot be sent is lost: a collector that is away must not keep a server from its end.
    const sent = provider.shutdown().catch(() => undefined);
    await Promise.race([sent, setTimeout(LAST_WAIT_MS, undefined, { ref: false })]);
    trace.disable();
  };
}

/** A span for each statement: its text, in which values are numbered placeholders. For `new Stratum({ trace_query })`. */
export function traceQuery(text: string): (error?: unknown) => void {
  const operation = /^\W*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? "SQL";
  const attributes = {
    "db.system.name": "postgresql",
    "db.operation.name": operation,
    "db.query.text": text,
  };
  const span = trace
    .getTracer("@stratum-hq/control-plane")
    .startSpan(operation, { kind: SpanKind.CLIENT, attributes });
  return (error) => {
    // Its code, but not its message: that quotes values.
    const code = (error as { code?: string } | undefined)?.code;
    if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    if (code) span.setAttribute("db.response.status_code", code);
    span.end();
  };
}
