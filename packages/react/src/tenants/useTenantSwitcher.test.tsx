import { createMockControlPlane, flatSeed, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import { beforeEach, expect, test } from "vitest";
import { TenantProvider } from "../provider/index.ts";
import { type TenantSwitcherOptions, useTenantSwitcher } from "./useTenantSwitcher.ts";

beforeEach(() => localStorage.clear());

function start(
  options: TenantSwitcherOptions = {},
  seed = mspSeed,
  tenantId: string | null = mspIds.customer,
) {
  const asked: string[] = [];
  const mock = createMockControlPlane({
    seed,
    latency: (operation) => {
      asked.push(operation);
      return 0;
    },
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }): ReactElement => (
    <QueryClientProvider client={queries}>
      <TenantProvider client={mock.client} defaultTenantId={tenantId} storageKey="test">
        {children}
      </TenantProvider>
    </QueryClientProvider>
  );
  const hook = renderHook(useTenantSwitcher, { wrapper, initialProps: options });
  const switcher = () => hook.result.current;
  const row = (name: string) => {
    const found = switcher().rows.find((one) => one.name === name);
    if (!found) throw new Error(`There is no row "${name}".`);
    return found;
  };
  return { mock, asked, switcher, row };
}

test("the first opening asks the server once, whatever the number of tenants", async () => {
  const { asked, switcher } = start({}, flatSeed(5_000), null);
  act(() => switcher().setOpen(true));
  await waitFor(() => expect(switcher().state).toBe("ready"));
  expect(asked).toEqual(["listTenants"]);
  expect(switcher().rows).toHaveLength(100);
});

test("closed, it asks only for the tenant that it names", async () => {
  const { asked, switcher } = start();
  await waitFor(() => expect(switcher().current?.name).toBe("Bayside Credit Union"));
  expect(asked).toEqual(["getTenant"]);
});

test("a row that somebody points at is loaded ahead; the one marked at first is not", async () => {
  const { asked, switcher } = start({}, mspSeed, null);
  act(() => switcher().setOpen(true));
  await waitFor(() => expect(switcher().state).toBe("ready"));
  expect(asked).toEqual(["listTenants"]);
  act(() => switcher().navigation.setActive(3));
  await waitFor(() => expect(asked).toEqual(["listTenants", "getTenant", "getAncestors"]));
});

test("typing asks once the typing pauses, and closing forgets it", async () => {
  const { asked, switcher } = start({}, mspSeed, null);
  act(() => switcher().setOpen(true));
  for (const text of ["m", "ma", "mari"]) act(() => switcher().setQuery(text));
  await waitFor(() => expect(switcher().rows.map(({ name }) => name)).toEqual(["Marina Branch"]));
  expect(asked.filter((operation) => operation === "searchTenants")).toHaveLength(1);
  expect(switcher().rows[0]?.path).toEqual([
    "Northwind Security",
    "Harbor IT Partners",
    "Bayside Credit Union",
  ]);
  act(() => switcher().setOpen(false));
  expect(switcher().query).toBe("");
});

test("visited tenants are recent, pinned ones come first, and each stands there once", async () => {
  const { switcher, row } = start({ defaultOpen: true });
  await waitFor(() => expect(switcher().state).toBe("ready"));
  await waitFor(() => expect(row("Bayside Credit Union").group).toBe("recent"));
  act(() => switcher().pick(row("Harbor IT Partners")));
  await waitFor(() => expect(switcher().current?.name).toBe("Harbor IT Partners"));
  act(() => switcher().setOpen(true));
  act(() => switcher().togglePin(row("Bayside Credit Union")));
  expect(
    switcher()
      .rows.slice(0, 2)
      .map(({ name, group }) => [name, group]),
  ).toEqual([
    ["Bayside Credit Union", "pinned"],
    ["Harbor IT Partners", "recent"],
  ]);
  expect(new Set(switcher().rows.map(({ id }) => id)).size).toBe(switcher().rows.length);
  act(() => switcher().togglePin(row("Bayside Credit Union")));
  expect(
    switcher()
      .rows.slice(0, 2)
      .map(({ group }) => group),
  ).toEqual(["recent", "recent"]);
});

test("a kept tenant that is no more is dropped when somebody goes there", async () => {
  const gone = { id: "0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e", name: "Gone", path: [] };
  localStorage.setItem("test.switcher", JSON.stringify({ pinned: [gone], recent: [] }));
  const { switcher, row } = start({ defaultOpen: true });
  await waitFor(() => expect(switcher().rows[0]?.name).toBe("Gone"));
  act(() => switcher().pick(row("Gone")));
  await waitFor(() =>
    expect(JSON.parse(localStorage.getItem("test.switcher") ?? "{}")).toMatchObject({ pinned: [] }),
  );
});

test("what storage holds that is not ours is passed over", async () => {
  localStorage.setItem("test.switcher", '{"pinned":[{"id":1},"x"],"recent":7}');
  const { switcher } = start({ defaultOpen: true }, mspSeed, null);
  await waitFor(() => expect(switcher().state).toBe("ready"));
  expect(switcher().rows.every(({ group }) => group === "all")).toBe(true);
});

test("storageKey null keeps nothing", async () => {
  const { switcher } = start({ storageKey: null });
  await waitFor(() => expect(switcher().current).toBeDefined());
  expect(localStorage).toHaveLength(0);
});

test("under keeps to a subtree", async () => {
  const { switcher, asked } = start({ under: mspIds.reseller, defaultOpen: true }, mspSeed, null);
  await waitFor(() => expect(switcher().state).toBe("ready"));
  expect(asked).toEqual(["listDescendants"]);
});
