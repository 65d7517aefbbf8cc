import Fastify from "fastify";
import { afterEach, expect, test } from "vitest";
import { errors } from "./errors.ts";
import { pressure } from "./pressure.ts";

const apps: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

/** A server whose one route is answered when it is told to. */
async function slow(maxInFlight: number) {
  const app = Fastify();
  apps.push(app);
  await app.register(errors);
  await app.register(pressure, { maxInFlight });
  const waiting: (() => void)[] = [];
  app.get("/work", () => new Promise((resolve) => waiting.push(() => resolve({ done: true }))));
  app.get(
    "/stream",
    { config: { longLived: true } },
    () => new Promise((resolve) => waiting.push(() => resolve({}))),
  );
  app.get("/part", { config: { ofPage: true } }, async () => "part");
  app.get("/quick", async () => "quick");
  app.get("/health", async () => ({ status: "ok" }));
  const ask = (url: string) => {
    const before = waiting.length;
    const answer = app.inject({ url });
    return { answer, started: expect.poll(() => waiting.length).toBeGreaterThan(before) };
  };
  const answerAll = () => waiting.splice(0).map((go) => go());
  return { app, ask, answerAll };
}

test("more than may run are answered 503 at once, and told when to come again; probes are answered", async () => {
  const { app, ask, answerAll } = await slow(2);
  const running = [ask("/work"), ask("/work")];
  for (const { started } of running) await started;
  const refused = await app.inject({ url: "/work" });
  expect(refused.json()).toMatchObject({ status: 503, code: "BUSY" });
  expect(refused.headers["retry-after"]).toBe("1");
  expect((await app.inject({ url: "/health" })).statusCode).toBe(200);
  answerAll();
  for (const { answer } of running) expect((await answer).statusCode).toBe(200);
  const next = ask("/work");
  await next.started;
  answerAll();
  expect((await next.answer).statusCode).toBe(200);
});

test("refused requests leave no trace: after a thousand of them there is room as before", async () => {
  const { app, ask, answerAll } = await slow(1);
  const first = ask("/work");
  await first.started;
  for (let i = 0; i < 1_000; i++) await app.inject({ url: "/work" });
  answerAll();
  await first.answer;
  const next = ask("/work");
  await next.started;
  answerAll();
  expect((await next.answer).statusCode).toBe(200);
});

test("what stays open for as long as somebody listens takes no room", async () => {
  const { ask, answerAll } = await slow(1);
  const stream = ask("/stream");
  await stream.started;
  const work = ask("/work");
  await work.started;
  answerAll();
  expect((await work.answer).statusCode).toBe(200);
});

test("while the event loop lags work is refused, but probes and the parts of a page are answered", async () => {
  const { app } = await slow(10);
  const status = async (url: string) => (await app.inject({ url })).statusCode;
  await expect
    .poll(
      () => {
        const until = performance.now() + 1_500;
        while (performance.now() < until);
        return status("/quick");
      },
      { timeout: 15_000, interval: 1 },
    )
    .toBe(503);
  expect([await status("/part"), await status("/health"), await status("/quick")]).toEqual([200, 200, 503]);
  await expect.poll(() => status("/quick"), { timeout: 10_000 }).toBe(200);
});
