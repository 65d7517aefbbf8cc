/** No page of the portal asks the control plane the same thing twice. */
import { createClient } from "@stratum-hq/sdk";
import { createMockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient } from "@tanstack/react-query";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { beforeEach, expect, test, vi } from "vitest";
import { App } from "./App.tsx";
import { go } from "./history.ts";
import { TABS, tenantPath } from "./router.ts";
import type { Session } from "./session.ts";

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("matchMedia", (media: string) =>
    Object.assign(new EventTarget(), { media, matches: false, onchange: null }),
  );
});

/** The portal at a place, until nothing has been under way for a while; gives the requests that it made. */
async function open(path: string): Promise<string[]> {
  const mock = createMockControlPlane({ seed: mspSeed });
  const requests: string[] = [];
  const counted: typeof fetch = async (input, init) => {
    const { method, url } = new Request(new URL(String(input), "http://mock"), init);
    requests.push(`${method} ${url.slice("http://mock".length)}`);
    return mock.fetch(input, init);
  };
  const client = createClient({ base_url: "http://mock", fetch: counted, retry: false });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } });
  const state = { status: "open", work: { client, queries } } as const;
  const nothing = async (): Promise<void> => {};
  const session: Session = {
    persona: null,
    getState: () => state,
    subscribe: () => () => {},
    start: nothing,
    signIn: nothing,
    signOut: nothing,
  };
  go(path);
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () => root.render(<App session={session} />));
  for (let quiet = 0; quiet < 8; quiet++) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    if (queries.isFetching() > 0) quiet = -1;
  }
  await act(async () => root.unmount());
  return requests;
}
const twice = (requests: string[]): string[] => requests.filter((one, at) => requests.indexOf(one) !== at);

test("the first page", async () => {
  const requests = await open("/");
  expect(requests).not.toEqual([]);
  expect(twice(requests)).toEqual([]);
});

test.each(TABS)("the page of a tenant: %s", async (tab) => {
  const requests = await open(tenantPath(mspIds.customer, tab));
  expect(requests.length).toBeGreaterThan(2);
  expect(twice(requests)).toEqual([]);
});
