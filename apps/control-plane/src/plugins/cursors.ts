/**
 * Cursors as callers hold them: signed, so that only those of this server and of the same listing are taken. Inside,
 * the engine's own are used; see `docs/adr/0007-http-edges.md`.
 */
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { invalid } from "@stratum-hq/core";
import type { FastifyPluginCallback, FastifyRequest } from "fastify";
import fp from "fastify-plugin";

/** Bytes of the signature that a cursor carries: 128 bits. */
const MAC_BYTES = 16;

declare module "fastify" {
  interface FastifyInstance {
    /** Signs a cursor of the engine's for the route of a request. */
    signCursor(request: FastifyRequest, cursor: string): string;
    /** The engine's cursor in one that was signed for this route; undefined if it was not. */
    openCursor(request: FastifyRequest, signed: string): string | undefined;
  }
}

/** @param secret of the tokens; cursors are signed with a key derived from it. */
export const cursors: FastifyPluginCallback<{ secret: string }> = fp<{ secret: string }>(
  (app, { secret }, done) => {
    const key = Buffer.from(hkdfSync("sha256", secret, "", "stratum cursors", 32));
    const macOf = ({ routeOptions }: FastifyRequest, cursor: string): Buffer =>
      createHmac("sha256", key).update(`${routeOptions.url}\0${cursor}`).digest().subarray(0, MAC_BYTES);
    const sign = (request: FastifyRequest, cursor: string): string =>
      `${cursor}.${macOf(request, cursor).toString("base64url")}`;
    function open(request: FastifyRequest, signed: string): string | undefined {
      const [cursor = "", mac = "", ...rest] = signed.split(".");
      const given = Buffer.from(mac, "base64url");
      const good = rest.length === 0 && given.length === MAC_BYTES;
      return good && timingSafeEqual(given, macOf(request, cursor)) ? cursor : undefined;
    }
    app.decorate("signCursor", sign);
    app.decorate("openCursor", open);

    app.addHook("preValidation", async (request) => {
      const query = request.query as { cursor?: unknown };
      // A list, or an object, is for the validation that follows.
      if (typeof query?.cursor !== "string") return;
      const cursor = open(request, query.cursor);
      if (cursor === undefined) {
        const message = "is not a cursor of this listing; give the next_cursor of the page before";
        throw invalid([{ path: "query.cursor", message }]);
      }
      query.cursor = cursor;
    });
    app.addHook("preSerialization", async (request, _reply, payload) => {
      const page = payload as { next_cursor?: unknown } | null;
      if (typeof page?.next_cursor !== "string") return payload;
      return { ...page, next_cursor: sign(request, page.next_cursor) };
    });
    done();
  },
);
