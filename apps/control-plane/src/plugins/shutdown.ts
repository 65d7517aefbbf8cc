import type { FastifyPluginCallback } from "fastify";
import fp from "fastify-plugin";

/**
 * Lets a shutdown end with its last answer. A connection that was busy when it began would otherwise stay open for the
 * client's next request, and be waited for.
 */
export const shutdown: FastifyPluginCallback = fp((app, _options, done) => {
  let closing = false;
  app.addHook("preClose", (next) => {
    closing = true;
    next();
  });
  app.addHook("onSend", async (_request, reply) => {
    if (closing) reply.header("connection", "close");
  });
  done();
});
