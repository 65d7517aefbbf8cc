/**
 * The zod-free half of the contract seam: where an operation lives and what it needs. A browser bundle takes only
 * this half; schemas stay on the server and in tests.
 */

/** Ordered scopes of a caller: `admin` covers `write` covers `read`. */
export type Scope = "read" | "write" | "admin";
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Where an operation lives. The key it stands under is its name in every layer. */
export interface Route {
  readonly method: Method;
  /** Below `/api/v1`. Parameters as `:name`; they become the first arguments of the client's method, in order. */
  readonly path: `/${string}`;
  /** Least scope of the caller. A route without one does not start (default deny). */
  readonly scope: Scope;
  /** Status of success. Default 200. 204 has no body. */
  readonly success?: 200 | 201 | 202 | 204;
  /** The answer holds a secret that is told once: it is never kept, also not for a request that is sent again. */
  readonly secret?: true;
  /**
   * The answer is a text that comes in pieces: its media types by the `format` of the query, the default one first. The
   * operation gives an async iterable of them.
   */
  readonly stream?: Readonly<Record<string, string>>;
  /** The answer is a stream of server-sent events; the contract's response is the data of one. Not a method of `Api`. */
  readonly live?: true;
}
export type Routes = Readonly<Record<string, Route>>;

/** Names of the parameters in a path, in order: `"/a/:id/b/:key"` → `["id", "key"]`. */
export type PathParams<P extends string> = P extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? [Name, ...PathParams<`/${Tail}`>]
    : [Rest]
  : [];

/** GET and DELETE carry their input in the query string, the others in a JSON body. */
export const carriesBody = (method: Method): boolean => method !== "GET" && method !== "DELETE";

/** Does a request of this method heed an `Idempotency-Key`? PUT and DELETE need none: sent again, they change nothing more. */
export const takesIdempotencyKey = (method: Method): boolean => method === "POST" || method === "PATCH";

/** Names of the parameters in a path, in order, at run time. */
export const pathParams = (path: string): string[] =>
  [...path.matchAll(/:(\w+)/g)].map((m) => m[1] as string);
