import type { StratumService, TenancyOptions } from "@stratum-hq/sdk";
import Fastify, { type FastifyInstance } from "fastify";
import { createNotes, NotesFull } from "./notes.ts";

/** The notes service. */
export async function buildApp(
  stratum: StratumService,
  tenancy: TenancyOptions = {},
): Promise<FastifyInstance> {
  const notes = createNotes();
  const app = Fastify();
  app.get("/health", async () => ({ ok: true }));
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof NotesFull) return reply.code(409).send({ error: error.message });
    throw error;
  });
  await app.register(async (ours) => {
    // Everything in here belongs to a tenant.
    await ours.register(stratum.plugin(tenancy));
    ours.get("/notes", async () => notes.list());
    ours.post<{ Body: { text: string } }>(
      "/notes",
      {
        schema: {
          body: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
        },
      },
      async (request, reply) => reply.code(201).send(notes.add(request.body.text)),
    );
  });
  return app;
}
