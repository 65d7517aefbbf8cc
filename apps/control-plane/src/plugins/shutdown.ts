import type { Socket } from "node:net";
import type { FastifyPluginCallback } from "fastify";
import fp from "fastify-plugin";

/** How long a connection that has asked for nothing yet may still do so, in milliseconds. */
const SILENT_MS = 500;

/**
 * Lets a shutdown end with its last answer. A connection that was busy when it began would otherwise stay open for the
 * client's next request, and be waited for; so would one on which nothing was ever asked, for a minute.
 */
export const shutdown: FastifyPluginCallback = fp((app, _options, done) => {
  const silent = new Set<Socket>();
  let closing = false;
  app.server.on("connection", (socket: Socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
  });
  app.server.on("request", ({ socket }: { socket: Socket }) => silent.delete(socket));
  app.addHook("preClose", (next) => {
    closing = true;
    setTimeout(() => {
      for (const socket of silent) socket.destroy();
    }, SILENT_MS).unref();
    next();
  });
  app.addHook("onSend", async (_request, reply) => {
    if (closing) reply.header("connection", "close");
  });
  done();
});
