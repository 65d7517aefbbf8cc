import { defineContracts, type Routes } from "@stratum-hq/core";
import Fastify from "fastify";
import { expect, test } from "vitest";
import * as z from "zod";
import { mount } from "./mount.ts";
import { errors } from "./plugins/errors.ts";
import { json } from "./plugins/json.ts";

const routes = {
  greet: { method: "POST", path: "/greet/:name", scope: "read", success: 201 },
  forget: { method: "DELETE", path: "/greet/:name", scope: "write", success: 204 },
} as const satisfies Routes;
const params = z.strictObject({ name: z.string() });
const contracts = defineContracts(routes, {
  greet: {
    summary: "Greet",
    params,
    body: z.strictObject({ loud: z.boolean() }),
    response: z.object({ text: z.string() }),
    errors: [],
  },
  forget: { summary: "Forget", params, response: z.undefined(), errors: [] },
});

async function appWith(handlers: Parameters<typeof mount<typeof contracts>>[3]) {
  const app = Fastify();
  await app.register(errors);
  await app.register(json);
  app.decorateRequest("stratum");
  mount(app, "greetings", contracts, handlers);
  return app;
}

test("a handler gets the parsed parts; what the contract does not name never leaves", async () => {
  const told = { text: "", secret: "not for you" };
  const app = await appWith({
    greet: async ({ params: { name }, body: { loud } }) => ({
      ...told,
      text: loud ? name.toUpperCase() : name,
    }),
    forget: async () => undefined,
  });
  const answer = await app.inject({ method: "POST", url: "/greet/ada", payload: { loud: true } });
  expect([answer.statusCode, answer.json()]).toEqual([201, { text: "ADA" }]);
});

test("an operation without an answer answers 204 and refuses input", async () => {
  const app = await appWith({ greet: async () => ({ text: "" }), forget: async () => undefined });
  const done = await app.inject({ method: "DELETE", url: "/greet/ada" });
  expect([done.statusCode, done.body]).toEqual([204, ""]);
  const refused = await app.inject({ method: "DELETE", url: "/greet/ada?really=yes" });
  expect(refused.json().errors[0].path).toBe("query.really");
});

test("the text of a frozen answer is made once; any other is made each time", async () => {
  let reads = 0;
  const counted = {
    get text() {
      reads += 1;
      return "hello";
    },
  };
  const ask = async (told: { text: string }) => {
    reads = 0;
    const app = await appWith({ greet: async () => told, forget: async () => undefined });
    const send = () => app.inject({ method: "POST", url: "/greet/ada", payload: { loud: true } });
    const answers = [await send(), await send()].map((answer) => answer.body);
    expect(answers).toEqual(['{"text":"hello"}', '{"text":"hello"}']);
    return reads;
  };
  const each = await ask(counted);
  expect(await ask(Object.freeze(counted))).toBe(each / 2);
});

test("an answer that breaks the contract is the server's fault", async () => {
  const broken = { text: 5 as unknown as string };
  const app = await appWith({ greet: async () => broken, forget: async () => undefined });
  const answer = await app.inject({ method: "POST", url: "/greet/ada", payload: { loud: true } });
  expect(answer.json()).toMatchObject({ status: 500, code: "INTERNAL_ERROR" });
});

test("a contract that names an unknown error does not start", async () => {
  const greet = { ...contracts.greet, errors: ["NO_SUCH_CODE"] };
  expect(() => mount(Fastify(), "greetings", { greet }, { greet: async () => ({ text: "" }) })).toThrow(
    "NO_SUCH_CODE",
  );
});
