/** Headers that hold browsers on a short lead. One policy serves the API, its documentation and the portal. */
import helmet from "@fastify/helmet";
import type { FastifyPluginAsync } from "fastify";
import fp from "fastify-plugin";

const self = ["'self'"];

export const security: FastifyPluginAsync = fp(async (app) => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": self,
        "style-src": self,
        "img-src": ["'self'", "data:"],
        "font-src": self,
        "connect-src": self,
        "manifest-src": self,
        "base-uri": ["'none'"],
        "form-action": self,
        "frame-ancestors": ["'none'"],
      },
    },
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
  });
});
