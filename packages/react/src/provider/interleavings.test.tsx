import type { Tenant } from "@stratum-hq/core";
import { createClient, type StratumClient } from "@stratum-hq/sdk";
import {
  keepPreviousData,
  notifyManager,
  QueryClient,
  QueryClientProvider,
  useQuery,
} from "@tanstack/react-query";
import fc from "fast-check";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useConfig } from "../config/index.ts";
import { detailKey, tenantOptions, useTenant } from "../tenants/index.ts";
import { useStratumClient, useTenantId } from "./context.ts";
import { TenantProvider } from "./TenantProvider.tsx";
import { TenantScope } from "./TenantScope.tsx";
import { useSwitchGuard } from "./useSwitchGuard.ts";
import { type SwitchTenant, useSwitchTenant } from "./useSwitchTenant.ts";

const TENANTS = ["a", "b", "c", "d"] as const;
const RUNS = 10_000;

/** What happens next: somebody switches or hovers, one of the open requests is answered or fails, a guard answers. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("switch" as const), to: fc.constantFrom(...TENANTS) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("answer" as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("fail" as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reply" as const), leave: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("guard" as const) }) },
);
const story = fc.array(step, { minLength: 4, maxLength: 14 });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

// No timer anywhere: notices and renders come with the microtasks, so that only the story says what comes when.
beforeAll(() => {
  notifyManager.setScheduler(queueMicrotask);
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
});
afterAll(() => {
  notifyManager.setScheduler((callback) => setTimeout(callback, 0));
  vi.unstubAllGlobals();
});

/** Lets everything happen that the last step led to. */
async function settle(): Promise<void> {
  for (let i = 0; i < 16; i++) await Promise.resolve();
  flushSync(() => {});
}

/** Requests that are open, each answered when the story says so. One that is aborted stays, and may answer too late. */
function deferredClient() {
  const open: { answer: () => void; fail: () => void }[] = [];
  const ask = <T,>(value: T): Promise<T> =>
    new Promise((resolve, reject) =>
      open.push({ answer: () => resolve(value), fail: () => reject(new Error("failed")) }),
    );
  const client: StratumClient = Object.assign(createClient({ base_url: "http://none" }), {
    getTenant: (id: string) => ask({ id, name: `tenant ${id}` }),
    getAncestors: () => ask([]),
    resolveConfig: (id: string) => ask({ owner: { value: id } }),
  });
  return { client, open };
}

interface World {
  wrong: string[];
  switchTenant: SwitchTenant;
  guarded: boolean;
  replies: ((leave: boolean) => void)[];
}

/** How often each tenant's data was drawn, to see that the stories lead somewhere. */
const drawnOf: Record<string, number> = {};

type UseName = (id: string) => string | undefined;
const useRightName: UseName = (id) => useTenant(id).data?.id;

/** Says whose data it draws, and notes it if that is not the scope's tenant. Two queries, one of them of the kit's own. */
function Reader({ world, useName }: { world: World; useName: UseName }) {
  const id = useTenantId();
  const shown = [useName(id), useConfig().data?.owner?.value];
  for (const one of shown) {
    if (one !== undefined) drawnOf[id] = (drawnOf[id] ?? 0) + 1;
    if (one !== undefined && one !== id) world.wrong.push(`${one} at ${id}`);
  }
  return <p>{shown.join()}</p>;
}
function Control({ world }: { world: World }) {
  world.switchTenant = useSwitchTenant();
  useSwitchGuard(world.guarded, () => new Promise((resolve) => world.replies.push(resolve)));
  return null;
}

/** Plays a story and returns what was drawn of the wrong tenant. */
async function play(steps: readonly Step[], useName: UseName): Promise<string[]> {
  const { client, open } = deferredClient();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Infinity } } });
  const world = { wrong: [], guarded: false, replies: [] } as unknown as World;
  const page = () => (
    <QueryClientProvider client={queries}>
      <TenantProvider client={client} defaultTenantId="a">
        <Reader world={world} useName={useName} />
        <Control world={world} />
        <TenantScope tenantId="b">
          <Reader world={world} useName={useName} />
        </TenantScope>
      </TenantProvider>
    </QueryClientProvider>
  );
  const root = createRoot(document.createElement("div"));
  const draw = () => flushSync(() => root.render(page()));
  draw();
  await settle();
  for (const one of steps) {
    flushSync(() => {
      if (one.do === "switch") void world.switchTenant(one.to);
      if (one.do === "reply") world.replies.shift()?.(one.leave);
      if (one.do === "answer" || one.do === "fail")
        open.splice(one.which % (open.length || 1), 1)[0]?.[one.do]();
      if (one.do === "guard") world.guarded = !world.guarded;
    });
    if (one.do === "guard") draw();
    await settle();
  }
  for (const request of open) request.answer();
  await settle();
  for (const id of TENANTS) {
    const held = queries.getQueryData<Tenant>(detailKey(id));
    if (held && held.id !== id) world.wrong.push(`${held.id} kept under ${id}`);
  }
  flushSync(() => root.unmount());
  queries.clear();
  // React keeps work for later in a queue of its own, which microtasks alone would never let run: it would grow until
  // the test is over, and go on when there is no document any more.
  await new Promise((resolve) => setImmediate(resolve));
  return world.wrong;
}

const neverWrong = (useName: UseName, numRuns: number) =>
  fc.check(
    fc.asyncProperty(story, async (steps) => {
      expect(await play(steps, useName)).toEqual([]);
    }),
    { numRuns },
  );

test(`another tenant's data is drawn 0 times in ${RUNS} interleavings of switches and answers`, async () => {
  const outcome = await neverWrong(useRightName, RUNS);
  expect(outcome.failed, JSON.stringify(outcome.counterexample)).toBe(false);
  expect(outcome.numRuns).toBe(RUNS);
  for (const id of TENANTS) expect(drawnOf[id]).toBeGreaterThan(RUNS / 10);
}, 240_000);

test.each<[string, UseName]>([
  [
    "keeps the answer of the tenant before",
    (id) =>
      useQuery({ ...tenantOptions(useStratumClient(), id), placeholderData: keepPreviousData }).data?.id,
  ],
  [
    "leaves the tenant out of its key",
    (id) => useQuery({ ...tenantOptions(useStratumClient(), id), queryKey: ["tenant"] }).data?.id,
  ],
])("the property finds a component that %s", async (_fault, useName) => {
  expect((await neverWrong(useName, 300)).failed).toBe(true);
});
