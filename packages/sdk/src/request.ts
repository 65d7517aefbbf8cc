import type { CallOptions } from "@stratum-hq/core";
import { carriesBody, pathParams, type Route, ValidationError } from "@stratum-hq/core/client";

/** One call, ready to send. */
export interface Call {
  /** Path and query, from `/api/v1` on. */
  url: string;
  body: string | undefined;
  headers: Record<string, string>;
  signal: AbortSignal | undefined;
}

/**
 * Lays out a method's arguments: the path's parameters in order, then body or query if the operation takes one, then
 * options. Positions count, so an omitted body must be given as `undefined` before options.
 * @throws ValidationError for a path parameter that cannot stand in a URL.
 */
export function toCall(route: Route, takesInput: boolean, args: readonly unknown[]): Call {
  const names = pathParams(route.path);
  const input = takesInput ? args[names.length] : undefined;
  const options = (args[names.length + (takesInput ? 1 : 0)] ?? {}) as CallOptions;
  const inBody = carriesBody(route.method) && input !== undefined;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => segment(name, args[names.indexOf(name)]));
  return {
    url: `/api/v1${path}${carriesBody(route.method) ? "" : queryString(input)}`,
    body: inBody ? JSON.stringify(input, finite) : undefined,
    headers: {
      accept: Object.values(route.stream ?? { json: "application/json" }).join(", "),
      ...(inBody && { "content-type": "application/json" }),
      ...(options.if_match !== undefined && { "if-match": `"${options.if_match}"` }),
      ...options.headers,
    },
    signal: options.signal,
  };
}

/** JSON has no word for NaN and Infinity and would make them null, which is a value. */
function finite(name: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  const message = `must be a number that JSON can hold, not ${value}`;
  throw new ValidationError(`Invalid input: body.${name} ${message}.`, {
    errors: [{ path: `body.${name}`, message }],
  });
}

/** Dots and nothing would change which path is called, so they are refused before they are sent. */
function segment(name: string, value: unknown): string {
  if (typeof value === "string" && value !== "" && value !== "." && value !== "..")
    return encodeURIComponent(value);
  const message = `must be a text other than "", "." and "..", not ${JSON.stringify(value) ?? "undefined"}`;
  throw new ValidationError(`Invalid input: params.${name} ${message}.`, {
    errors: [{ path: `params.${name}`, message }],
  });
}

function queryString(query: unknown): string {
  const fields = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}
