import { createMockControlPlane, type MockOptions, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, renderHook, screen, waitFor } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import { expect, test } from "vitest";
import { type SwitchTenant, TenantProvider, useSwitchTenant } from "../provider/index.ts";
import { Can } from "./Can.tsx";
import { useCan } from "./useCan.ts";

const { root, reseller, customer } = mspIds;

/** A control plane where the reseller may publish, its customer may not, and everybody has other values. */
function start(options: MockOptions = {}) {
  const asked: string[] = [];
  const mock = createMockControlPlane({
    seed: (store) => {
      mspSeed(store);
      store.addPermission(reseller, "reports.publish", { mode: "DELEGATED" });
      store.addPermission(customer, "reports.publish", { value: false });
      for (const [key, value] of Object.entries({ zero: 0, three: 3, empty: "", nothing: null, list: [] }))
        store.addPermission(root, `values.${key}`, { value });
    },
    latency: (operation) => {
      asked.push(operation);
      return 0;
    },
    ...options,
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }): ReactElement => (
    <QueryClientProvider client={queries}>
      <TenantProvider client={mock.client} defaultTenantId={reseller}>
        {children}
      </TenantProvider>
    </QueryClientProvider>
  );
  return { mock, queries, wrapper, asked };
}

test.each([
  ["reports.publish", reseller, true],
  ["reports.publish", customer, false],
  ["reports.unheard_of", reseller, false],
  ["constructor", reseller, false],
  ["values.zero", root, false],
  ["values.empty", root, false],
  ["values.nothing", root, false],
  ["values.three", root, true],
  ["values.list", root, true],
])("%s at %s: allowed %s", async (key, tenantId, allowed) => {
  const { wrapper } = start();
  const { result } = renderHook(() => useCan(key, { tenantId }), { wrapper });
  expect(result.current).toMatchObject({ pending: true, allowed: false, denied: false });
  await waitFor(() => expect(result.current).toMatchObject({ pending: false, allowed, denied: !allowed }));
});

test("`when` says which values allow it, and the source is told", async () => {
  const { wrapper } = start();
  const when = (value: unknown) => Number(value) >= 5;
  const { result } = renderHook(() => useCan("values.three", { when }), { wrapper });
  await waitFor(() => expect(result.current.denied).toBe(true));
  expect(result.current).toMatchObject({ value: 3, permission: { source_tenant_id: root, inherited: true } });
});

test("what the server does not say is denied, even if it said so before", async () => {
  const { wrapper, mock, queries } = start();
  const { result } = renderHook(() => useCan("reports.publish"), { wrapper });
  await waitFor(() => expect(result.current.allowed).toBe(true));
  mock.setFailures({ resolvePermissions: { code: "FORBIDDEN" } });
  await act(() => queries.invalidateQueries());
  await waitFor(() => expect(result.current).toMatchObject({ denied: true, error: { code: "FORBIDDEN" } }));
});

test("many gates of a tenant make one request", async () => {
  const { wrapper, asked } = start();
  const gates = Array.from({ length: 50 }, (_, index) => `gate ${index}`).map((name) => (
    <Can key={name} permission="reports.publish">
      {name}
    </Can>
  ));
  render(gates, { wrapper });
  await screen.findByText(/gate 49/);
  expect(asked).toEqual(["resolvePermissions"]);
});

let go: SwitchTenant;
const drawn: string[] = [];
function Probe(): ReactElement {
  go = useSwitchTenant();
  const { allowed, pending } = useCan("reports.publish");
  drawn.push(`${allowed} ${pending}`);
  return (
    <Can permission="reports.publish" pending="…" fallback="no">
      {(value) => `yes ${String(value)}`}
    </Can>
  );
}

test("what is allowed at one tenant never flashes at the next", async () => {
  const { wrapper } = start();
  render(<Probe />, { wrapper, reactStrictMode: true });
  expect(document.body.textContent).toBe("…");
  await screen.findByText("yes true");
  drawn.length = 0;
  await act(() => go(customer));
  await screen.findByText("no");
  // The last drawing at the reseller may still be there; from the first at the customer on, never.
  const first = drawn.indexOf("false true");
  expect(first).toBeGreaterThanOrEqual(0);
  expect(drawn.slice(first)).not.toContain("true false");
});
