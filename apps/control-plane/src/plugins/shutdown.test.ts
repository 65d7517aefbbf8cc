import { once } from "node:events";
import { connect } from "node:net";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { shutdown } from "./shutdown.ts";

test("a shutdown answers the request that runs, and does not wait for a connection that asked for nothing", async () => {
  const app = Fastify({ return503OnClosing: false });
  await app.register(shutdown);
  let answer: (() => void) | undefined;
  app.get(
    "/",
    () =>
      new Promise((resolve) => {
        answer = () => resolve({ ok: true });
      }),
  );
  const { port } = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  const silent = connect(Number(port), "127.0.0.1");
  await once(silent, "connect");
  const running = fetch(`http://127.0.0.1:${port}/`);
  await expect.poll(() => answer).toBeDefined();
  const closed = app.close();
  await once(silent, "close");
  answer?.();
  expect(await (await running).json()).toEqual({ ok: true });
  await closed;
});
