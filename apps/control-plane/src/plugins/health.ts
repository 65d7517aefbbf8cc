/** `GET /health`: the process answers. `GET /ready`: so does the database. Neither needs credentials. */
import { Problem } from "@stratum-hq/core";
import type { Stratum } from "@stratum-hq/lib";
import type { FastifyPluginCallback } from "fastify";
import fp from "fastify-plugin";
import * as z from "zod";

const Status = z.object({ status: z.string() });
const answer = { description: "Yes.", content: { "application/json": { schema: Status } } };
const unavailable = {
  description: "DATABASE_UNAVAILABLE",
  content: { "application/problem+json": { schema: Problem } },
};

export const health: FastifyPluginCallback<{ stratum: Stratum }> = fp<{ stratum: Stratum }>(
  (app, { stratum }, done) => {
    const common = { tags: ["health"], security: [] };
    app.get(
      "/health",
      {
        config: { scope: "public" },
        schema: {
          ...common,
          operationId: "getHealth",
          summary: "Does the process answer?",
          response: { 200: answer },
        },
      },
      async () => ({ status: "ok" }),
    );
    app.get(
      "/ready",
      {
        config: { scope: "public" },
        schema: {
          ...common,
          operationId: "getReadiness",
          summary: "Can it serve: does the database answer?",
          response: { 200: answer, 503: unavailable },
        },
      },
      async () => {
        await stratum.ping();
        return { status: "ready" };
      },
    );
    done();
  },
);
