import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import type { Reply, Request, Stack } from "./stack.ts";

export { expect };

interface Options {
  /** Are browsers let in without a sign-in? Default true. */
  development: boolean;
}
interface Fixtures {
  /** A control plane with portal, on a freshly seeded database of this test. */
  stack: Stack;
  /** Makes a key worthless at once. */
  revokeKey: (key: { id: string }) => Promise<void>;
  /** Takes a tenant out of service behind the page's back, with all below it. */
  retire: (action: "suspendTenant" | "archiveTenant", tenant: string) => Promise<void>;
  /** Another browser, signed in to nothing. */
  openBrowser: () => Promise<Page>;
  /** What the pages complained about; a test fails if there is anything. */
  complaints: string[];
}
interface WorkerFixtures {
  ask: (request: Request) => Promise<Reply>;
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  development: [true, { option: true }],

  ask: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
    async ({}, use) => {
      const child = fork(fileURLToPath(new URL("./stack.ts", import.meta.url)), {
        execArgv: ["--conditions=@stratum-hq/source", "--import", "tsx"],
      });
      await nextReply(child);
      await use((request) => {
        child.send(request);
        return nextReply(child);
      });
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
    { scope: "worker", timeout: 120_000 },
  ],

  stack: async ({ ask, development }, use) => {
    const reply = await ask({ do: "open", development });
    if (!("stack" in reply)) throw new Error("No stack was opened.");
    await use(reply.stack);
    await ask({ do: "close", id: reply.stack.id });
  },
  baseURL: async ({ stack }, use) => use(stack.url),
  revokeKey: async ({ ask, stack }, use) =>
    use(async (key) => void (await ask({ do: "revoke", id: stack.id, key: key.id }))),
  retire: async ({ ask, stack }, use) =>
    use(async (action, tenant) => void (await ask({ do: action, id: stack.id, tenant }))),

  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      listen(context, complaints);
      await use(complaints);
      expect(complaints, "errors on the browser's console").toEqual([]);
    },
    { auto: true },
  ],
  openBrowser: async ({ browser, baseURL, complaints, contextOptions }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, ...(baseURL && { baseURL }) });
      contexts.push(context);
      listen(context, complaints);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

async function nextReply(child: ChildProcess): Promise<Reply> {
  const reply = await new Promise<Reply>((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`The stack ended with ${code}.`));
    child.once("exit", ended);
    child.once("message", (message: Reply) => {
      child.off("exit", ended);
      resolve(message);
    });
  });
  if ("failed" in reply) throw new Error(reply.failed);
  return reply;
}

/** Collects faults of scripts and violations of the content security policy; refused requests are the server's word. */
function listen(context: BrowserContext, complaints: string[]): void {
  context.on("weberror", (event) => complaints.push(String(event.error())));
  context.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) complaints.push(text);
  });
}
