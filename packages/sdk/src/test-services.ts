/** For tests: the same small service on each framework, behind the tenancy of the SDK. */

import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Express } from "express";
import express5 from "express";
import Fastify from "fastify";
import type { StratumClient } from "./client.ts";
import { expressMiddleware, fastifyPlugin, getTenantContext, type TenancyOptions } from "./server/index.ts";

const express4 = createRequire(import.meta.url)("express-4") as typeof express5;

/** What all tests of tenancy may use of a request. */
export type Options = TenancyOptions<{ headers: IncomingHttpHeaders }>;
type Client = Pick<StratumClient, "resolveTenant" | "close">;

/** Watches over a service from inside. */
export interface Watcher {
  /** Called at every point where code of a request runs, with the tenant that it should be in. */
  at(point: string, expected: string): void;
  /** What every request waits for, when its body has arrived. */
  gate(): Promise<void>;
}

/** A service that listens. */
export interface Service {
  url: string;
  close(): Promise<void>;
}
/** A framework and the way to serve with it. */
export interface Framework {
  name: string;
  serve(client: Client, options?: Options, watcher?: Watcher): Promise<Service>;
}

const nobody: Watcher = { at: () => {}, gate: async () => {} };
const expectedOf = ({ headers }: { headers: IncomingHttpHeaders }): string => String(headers["x-expected"]);

/** What a handler tells of its context. */
function tell(): object {
  try {
    const { tenant, ancestors, permissions, config, ...rest } = getTenantContext();
    return { ...rest, name: tenant?.name, limit: config?.limit?.value };
  } catch (error) {
    return { code: (error as { code: string }).code };
  }
}

/** Everything that a handler may do between the request and its answer. */
async function work(watcher: Watcher, expected: string, response: ServerResponse): Promise<void> {
  watcher.at("handler", expected);
  response.on("finish", () => watcher.at("finish", expected));
  await watcher.gate();
  watcher.at("gate", expected);
  await setTimeout(Math.random() * 5);
  watcher.at("timer", expected);
  await setImmediate();
  watcher.at("immediate", expected);
  await new Promise<void>((resolve) => process.nextTick(resolve));
  watcher.at("tick", expected);
}

/** Reads a body by events and through a stream, as parsers of one's own do. */
async function read(watcher: Watcher, expected: string, body: Readable): Promise<string> {
  let text = "";
  body.on("data", () => watcher.at("data", expected)).on("end", () => watcher.at("end", expected));
  const upper = new Transform({
    transform(chunk, _encoding, done) {
      watcher.at("transform", expected);
      done(null, String(chunk).toUpperCase());
    },
  });
  upper.on("data", (chunk) => {
    watcher.at("piped", expected);
    text += chunk;
  });
  await pipeline(body, upper);
  return text;
}

function onExpress(name: string, express: typeof express5): Framework {
  return {
    name,
    async serve(client, options = {}, watcher = nobody) {
      const app: Express = express();
      app.disable("x-powered-by");
      app.use(expressMiddleware(client, options));
      app.get("/who", (_request, response) => void response.json(tell()));
      app.post("/parsed", express.json(), async (request, response) => {
        const expected = expectedOf(request);
        await work(watcher, expected, response);
        response.json({ ...tell(), body: request.body });
      });
      app.post("/raw", async (request, response) => {
        const expected = expectedOf(request);
        const text = await read(watcher, expected, request);
        await work(watcher, expected, response);
        response.json({ ...tell(), body: text });
      });
      app.use((error: Error, _q: IncomingMessage, response: ServerResponse, _next: unknown) => {
        response.writeHead(500).end(`the application's own answer to: ${error.message}`);
      });
      const server = await new Promise<Server>((resolve) => {
        const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
      });
      return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () =>
          new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      };
    },
  };
}

const onFastify: Framework = {
  name: "Fastify 5",
  async serve(client, options = {}, watcher = nobody) {
    const app = Fastify({ forceCloseConnections: true });
    await app.register(fastifyPlugin(client, options));
    app.setErrorHandler((error: Error, _request, reply) =>
      reply.code(500).send(`the application's own answer to: ${error.message}`),
    );
    app.addContentTypeParser("application/octet-stream", (_request, _payload, done) => done(null));
    app.get("/who", async () => tell());
    app.post("/parsed", async (request, reply) => {
      await work(watcher, expectedOf(request), reply.raw);
      return { ...tell(), body: request.body };
    });
    app.post("/raw", async (request, reply) => {
      const text = await read(watcher, expectedOf(request), request.raw);
      await work(watcher, expectedOf(request), reply.raw);
      return { ...tell(), body: text };
    });
    const url = await app.listen({ host: "127.0.0.1", port: 0 });
    return { url, close: () => app.close() };
  },
};

/** Every framework that the SDK is for. */
export const frameworks: readonly Framework[] = [
  onExpress("Express 5", express5),
  onExpress("Express 4", express4),
  onFastify,
];
