import { createMockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { type ReactNode, StrictMode, useState } from "react";
import { expect, test, vi } from "vitest";
import { useTenantSearch } from "../tenants/index.ts";
import { useActiveTenantId, useTenantId } from "./context.ts";
import { tenantKey } from "./keys.ts";
import { SwitchGuard } from "./SwitchGuard.tsx";
import { TenantProvider, type TenantProviderProps } from "./TenantProvider.tsx";
import { TenantScope } from "./TenantScope.tsx";
import { useMayLeave } from "./useSwitchGuard.ts";
import { type SwitchTenant, usePrefetchTenant, useSwitchTenant } from "./useSwitchTenant.ts";

const { root, reseller, customer } = mspIds;
let switchTenant: SwitchTenant;
function Control() {
  switchTenant = useSwitchTenant();
  return <output>{useActiveTenantId()}</output>;
}
const active = () => screen.getAllByRole("status")[0]?.textContent;

function start(children: ReactNode, props: TenantProviderProps = {}) {
  const mock = createMockControlPlane({ seed: mspSeed });
  const queries = new QueryClient();
  render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <TenantProvider client={mock.client} defaultTenantId={root} {...props}>
          <Control />
          {children}
        </TenantProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  return { mock, queries };
}

/** Requests that never end, by the tenant they were for; noted when they are aborted. */
function hanging() {
  const aborted: string[] = [];
  const queryFn = (id: string, signal: AbortSignal) =>
    new Promise<string>((_, reject) =>
      signal.addEventListener("abort", () => {
        aborted.push(id);
        reject(signal.reason);
      }),
    );
  const options = (id: string) => ({
    queryKey: tenantKey(id, "report"),
    queryFn: ({ signal }: { signal: AbortSignal }) => queryFn(id, signal),
    retry: false,
  });
  return { aborted, options };
}

type ReportOptions = ReturnType<typeof hanging>["options"];
function Report({ options }: { options: ReportOptions }) {
  return <p>{useQuery(options(useTenantId())).fetchStatus}</p>;
}

function Links() {
  const prefetch = usePrefetchTenant();
  return (
    <button type="button" {...prefetch(reseller)}>
      Go
    </button>
  );
}

function Editor() {
  const [changes, setChanges] = useState(2);
  return (
    <>
      <SwitchGuard changes={changes} />
      <button type="button" onClick={() => setChanges(0)}>
        Save
      </button>
    </>
  );
}

function Router({ onMayLeave }: { onMayLeave: (mayLeave: () => Promise<boolean>) => void }) {
  onMayLeave(useMayLeave());
  return null;
}

function Inner() {
  const id = useActiveTenantId();
  const go = useSwitchTenant();
  return (
    <button type="button" onClick={() => void go(customer)}>
      {id}
    </button>
  );
}

/** Searches one of two subtrees, and notes hits that lie in neither the one nor below it. */
function Page({ seen }: { seen: string[] }) {
  const [under, setUnder] = useState(reseller);
  const { data } = useTenantSearch("a", under);
  for (const { id, ancestry_path } of data?.pages.flatMap((page) => page.data) ?? [])
    if (id !== under && !ancestry_path.includes(under)) seen.push(`${id} under ${under}`);
  return (
    <button type="button" onClick={() => setUnder(mspIds.otherReseller)}>
      {data ? "found" : "…"}
    </button>
  );
}

test("a switch aborts what is in flight for the tenant that is left", async () => {
  const { aborted, options } = hanging();
  const { queries } = start(<Report options={options} />);
  void queries.prefetchQuery({ ...options(root), queryKey: tenantKey(root, "ahead") });
  aborted.length = 0;
  await act(() => switchTenant(reseller));
  expect(aborted).toEqual([root, root]);
});

test("it does not abort what another scope still watches", async () => {
  const { aborted, options } = hanging();
  start(
    <>
      <Report options={options} />
      <TenantScope tenantId={root}>
        <Report options={options} />
      </TenantScope>
    </>,
  );
  aborted.length = 0;
  await act(() => switchTenant(reseller));
  expect(aborted).toEqual([]);
});

test("the target is loaded ahead, on intent and with the switch", async () => {
  const onPrefetch = vi.fn();
  start(<Links />, { onPrefetch });
  fireEvent.pointerEnter(screen.getByRole("button"));
  fireEvent.focus(screen.getByRole("button"));
  await act(() => switchTenant(customer));
  expect(onPrefetch.mock.calls.map(([id]) => id)).toEqual([reseller, reseller, customer]);
});

test("onBeforeTenantChange vetoes, and says so", async () => {
  start(null, { onBeforeTenantChange: async ({ to }) => to !== reseller });
  let answers: boolean[] = [];
  await act(async () => {
    answers = [await switchTenant(reseller), await switchTenant(customer)];
  });
  expect(answers).toEqual([false, true]);
  expect(active()).toBe(customer);
});

test("a dirty editor asks before its tenant is left, and the answer counts", async () => {
  const onDiscard = vi.fn();
  start(<SwitchGuard changes={3} onDiscard={onDiscard} />);
  let answer: Promise<boolean> | undefined;
  act(() => {
    answer = switchTenant(reseller);
  });
  expect(switchTenant.pending).toEqual({ from: root, to: reseller });
  await screen.findByRole("alertdialog", { name: "Discard 3 changes?" });
  fireEvent.click(screen.getByRole("button", { name: "Stay" }));
  expect(await answer).toBe(false);
  expect(active()).toBe(root);
  act(() => {
    answer = switchTenant(reseller);
  });
  fireEvent.click(await screen.findByRole("button", { name: "Discard" }));
  await act(async () => expect(await answer).toBe(true));
  expect(active()).toBe(reseller);
  expect(onDiscard).toHaveBeenCalledOnce();
  expect(switchTenant.pending).toBeNull();
});

test("a later switch takes the question over, and its dialog stays for the later one", async () => {
  start(<SwitchGuard changes={1} />);
  const answers: Promise<boolean>[] = [];
  act(() => void answers.push(switchTenant(reseller), switchTenant(customer)));
  fireEvent.click(await screen.findByRole("button", { name: "Discard" }));
  await act(async () => expect(await Promise.all(answers)).toEqual([false, true]));
  expect(active()).toBe(customer);
});

test("the page does not close over unsaved changes, and closes without", () => {
  start(<Editor />);
  const close = () => fireEvent(window, new Event("beforeunload", { cancelable: true }));
  expect(close()).toBe(false);
  fireEvent.click(screen.getByRole("button"));
  expect(close()).toBe(true);
});

test("a router may ask the guards too", async () => {
  let mayLeave: () => Promise<boolean> = async () => true;
  start(
    <>
      <Router
        onMayLeave={(ask) => {
          mayLeave = ask;
        }}
      />
      <SwitchGuard changes={1} />
    </>,
  );
  let answer: Promise<boolean> | undefined;
  act(() => {
    answer = mayLeave();
  });
  fireEvent.click(await screen.findByRole("button", { name: "Discard" }));
  await act(async () => expect(await answer).toBe(true));
});

test("a scope of its own switches without the provider", async () => {
  const outer = () => active();
  start(
    <TenantScope defaultTenantId={reseller}>
      <Inner />
    </TenantScope>,
  );
  await act(async () => fireEvent.click(screen.getByRole("button")));
  expect(screen.getByRole("button").textContent).toBe(customer);
  expect(outer()).toBe(root);
});

test("hits of one subtree never show while those of another load", async () => {
  const seen: string[] = [];
  start(<Page seen={seen} />);
  await screen.findByText("found");
  fireEvent.click(screen.getByRole("button"));
  await screen.findByText("found");
  expect(seen).toEqual([]);
});
