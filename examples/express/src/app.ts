import type { StratumService, TenancyOptions } from "@stratum-hq/sdk";
import express, { type ErrorRequestHandler, type Express } from "express";
import { createNotes, NotesFull } from "./notes.ts";

const full: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof NotesFull) response.status(409).json({ error: error.message });
  else next(error);
};

/** The notes service. */
export function buildApp(stratum: StratumService, tenancy: TenancyOptions = {}): Express {
  const notes = createNotes();
  const app = express();
  app.get("/health", (_request, response) => void response.json({ ok: true }));
  // Everything below belongs to a tenant.
  app.use(stratum.middleware(tenancy));
  app.use(express.json());
  app.get("/notes", (_request, response) => void response.json(notes.list()));
  app.post("/notes", (request, response) => {
    const { text } = (request.body ?? {}) as { text?: unknown };
    if (typeof text !== "string") return void response.status(400).json({ error: "text must be a text" });
    response.status(201).json(notes.add(text));
  });
  app.use(full);
  return app;
}
