/** Each request has an id: the caller's own, or a new one. It is answered, logged and written into audit rows. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyPluginCallback } from "fastify";
import fp from "fastify-plugin";

const ACCEPTED = /^[A-Za-z0-9._:+/=-]{1,128}$/;

/** The id that the caller sent, when it can safely stand in logs and headers; otherwise a new one. */
export function requestId(request: Pick<IncomingMessage, "headers">): string {
  const sent = request.headers["x-request-id"];
  return typeof sent === "string" && ACCEPTED.test(sent) ? sent : randomUUID();
}

/** Answers with the request's id. */
export const requestIds: FastifyPluginCallback = fp((app, _options, done) => {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  done();
});
