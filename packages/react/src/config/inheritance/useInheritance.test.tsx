import { createMockControlPlane, type MockOptions, mspIds, mspSeed, type Seed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import { Fragment, type ReactElement, type ReactNode, StrictMode } from "react";
import { expect, test } from "vitest";
import { TenantProvider } from "../../provider/index.ts";
import { type InheritanceOptions, useInheritance } from "./useInheritance.ts";

function start(
  key: string,
  options: InheritanceOptions,
  { Mode = StrictMode, ...mockOptions }: MockOptions & { Mode?: typeof Fragment } = {},
) {
  const asked: string[] = [];
  const latency = (operation: string): number => {
    asked.push(operation);
    return 0;
  };
  const mock = createMockControlPlane({ seed: mspSeed, latency, ...mockOptions });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }): ReactElement => (
    <Mode>
      <QueryClientProvider client={queries}>
        <TenantProvider client={mock.client}>{children}</TenantProvider>
      </QueryClientProvider>
    </Mode>
  );
  const { result } = renderHook(() => useInheritance(key, options), { wrapper });
  const drawn = () => waitFor(() => expect(result.current.below.isSuccess).toBe(true));
  const told = () =>
    Object.fromEntries(
      result.current.nodes.map(({ name, state, effective }) => [name, [state, effective?.value]]),
    );
  return { result, drawn, told, asked, queries };
}

test("a config key: set above, overridden here, hidden by the lock below, inherited beside it", async () => {
  const { drawn, told, asked } = start("auth.session_minutes", { tenantId: mspIds.customer });
  await drawn();
  expect(told()).toEqual({
    "Northwind Security": ["set", 60],
    "Harbor IT Partners": ["inherits", 60],
    "Bayside Credit Union": ["locks", 15],
    "Downtown Branch": ["inherits", 15],
    "Marina Branch": ["shadowed", 15],
    "Operations Center": ["inherits", 15],
  });
  expect(new Set(asked)).toEqual(new Set(["explainConfig", "listDescendants", "listDrift"]));
});

test("a permission: only tenants that hold a policy are asked why", async () => {
  // StrictMode mounts twice, and so takes back what was asked: React 18 everywhere, 19 only from the root on.
  const { drawn, told, asked } = start(
    "patient_data.view",
    { kind: "permission", tenantId: mspIds.clinics },
    { Mode: Fragment },
  );
  await drawn();
  expect(told()).toEqual({
    "Northwind Security": ["none", undefined],
    "Harbor IT Partners": ["none", undefined],
    "Coastal Family Clinics": ["set", true],
    "Eastport Clinic": ["overrides", true],
    "Millbrook Clinic": ["locks", true],
    "Telehealth Desk": ["inherits", true],
  });
  // one for the chain, and one for each of the two that hold a policy
  expect(asked.filter((operation) => operation === "explainPermission")).toHaveLength(3);
});

test("a key that is set only below is found there", async () => {
  const { drawn, told } = start("logs.redact_patient_names", { tenantId: mspIds.reseller });
  await drawn();
  expect(told()).toMatchObject({
    "Harbor IT Partners": ["none", undefined],
    "Coastal Family Clinics": ["locks", true],
    "Eastport Clinic": ["inherits", true],
  });
});

test("a suspended tenant and those below it are not told", async () => {
  const { drawn, told } = start("limits.max_users", { tenantId: mspIds.otherReseller });
  await drawn();
  expect(told()).toMatchObject({
    "Granite Peak Insurance": ["overrides", 1200],
    "Pine Ridge Dental": ["unknown", undefined],
    "Front Desk": ["unknown", undefined],
  });
});

const WIDE = "01900000-0000-7000-8000-000000000001";
const wide: Seed = (store) => {
  const root = store.addTenant({ id: WIDE, name: "Root", slug: "root" });
  for (let i = 0; i < 100; i += 1) store.addTenant({ name: `T${i}`, slug: `t${i}`, parent_id: root.id });
  store.addPermission(root.id, "k");
};
test("the tenants below come in pages, as many as are asked for", async () => {
  const { result, drawn } = start("k", { kind: "permission", tenantId: WIDE }, { seed: wide });
  await drawn();
  expect(result.current.nodes).toHaveLength(49);
  expect(result.current.hasMore).toBe(true);
  act(() => result.current.showMore());
  await waitFor(() => expect(result.current.nodes).toHaveLength(97));
  act(() => result.current.showMore());
  await waitFor(() => expect(result.current.nodes).toHaveLength(101));
  expect(result.current.hasMore).toBe(false);
});

test("it starts at the tenant itself and goes along the tree", async () => {
  const { result, drawn } = start("auth.session_minutes", { tenantId: mspIds.customer });
  await drawn();
  expect(result.current.selected?.name).toBe("Bayside Credit Union");
  act(() => void result.current.step("forward"));
  expect(result.current.selected?.name).toBe("Downtown Branch");
  act(() => void result.current.step("down"));
  expect(result.current.selected?.name).toBe("Marina Branch");
  act(() => void result.current.step("first"));
  expect(result.current.selected?.name).toBe("Northwind Security");
});

test("all that is kept starts with the tenant's id and its feature, so that a write marks it stale", async () => {
  const { drawn, queries } = start("auth.session_minutes", { tenantId: mspIds.customer });
  await drawn();
  const keys = queries.getQueryCache().getAll();
  const starts = keys.filter(({ queryKey }) => queryKey.includes("inheritance"));
  expect(new Set(starts.map(({ queryKey }) => queryKey.slice(0, 2).join(" ")))).toEqual(
    new Set([`${mspIds.customer} config`]),
  );
});
