/**
 * `Idempotency-Key` on POST and PATCH: sent again with the same key, a request is not carried out again but answered
 * as before, with `Idempotency-Replayed: true`. PUT and DELETE need none: sent again, they change nothing more.
 */
import { createHash } from "node:crypto";
import { type Method, takesIdempotencyKey } from "@stratum-hq/core";
import type { Begun, Stratum } from "@stratum-hq/lib";
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";

const HEADER = "idempotency-key";
/** Headers of an answer that belong to it rather than to its journey. */
const KEPT_HEADERS = ["content-type", "etag", "location"];

declare module "fastify" {
  interface FastifyRequest {
    /** Present while a request runs under an Idempotency-Key. */
    idempotent: Begun | undefined;
  }
}

export const idempotency: FastifyPluginCallback<{ stratum: Stratum }> = fp<{ stratum: Stratum }>(
  (app, { stratum }, done) => {
    app.decorateRequest("idempotent", undefined);
    app.addHook("preHandler", async (request, reply) => {
      const key = request.headers[HEADER];
      if (typeof key !== "string" || !takesIdempotencyKey(request.method as Method)) return undefined;
      const begun = await stratum.idempotency.begin({
        key,
        context: request.actor,
        fingerprint: fingerprintOf(request),
        tenant_id: tenantOf(request),
        request_id: request.id,
      });
      if ("finish" in begun) {
        request.idempotent = begun;
        return undefined;
      }
      return reply
        .code(begun.status)
        .headers(begun.headers)
        .header("idempotency-replayed", "true")
        .send(begun.body);
    });
    // Before the answer leaves: whoever has read it can rely on reading it again.
    app.addHook("onSend", async (request, reply, payload) => {
      const begun = request.idempotent;
      if (!begun) return;
      request.idempotent = undefined;
      if (reply.statusCode >= 500 || reply.statusCode === 429) await begun.release();
      else if (request.routeOptions.config.secret && reply.statusCode < 300) await begun.finish(null);
      else
        await begun.finish({
          status: reply.statusCode,
          headers: headersOf(reply),
          body: String(payload ?? ""),
        });
    });
    done();
  },
);

/** Everything that makes the request: the path with its query, the version it wants, and the body. */
const fingerprintOf = ({ method, url, headers, body }: FastifyRequest): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([method, url, headers["if-match"] ?? null, body ?? null]))
    .digest();

function tenantOf({ params, url }: FastifyRequest): string | null {
  // A certificate outlives its tenant, and tells nothing of it.
  if (url.endsWith("/purge")) return null;
  const { tenantId, id } = params as { tenantId?: string; id?: string };
  return tenantId ?? (url.startsWith("/api/v1/tenants/") && id !== undefined ? id : null);
}

const headersOf = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(
    KEPT_HEADERS.map((name) => [name, reply.getHeader(name)]).filter(
      (pair): pair is [string, string] => typeof pair[1] === "string",
    ),
  );
