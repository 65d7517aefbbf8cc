import {
  createMockControlPlane,
  type MockControlPlane,
  type MockOptions,
  mspIds,
  mspSeed,
} from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import { expect, test } from "vitest";
import { TenantProvider } from "../provider/index.ts";
import { countConfigDrafts } from "./config.desk.ts";
import { type ConfigEditorOptions, useConfigEditor } from "./useConfigEditor.ts";

function start(
  options: ConfigEditorOptions,
  mockOptions: MockOptions = {},
  mock: MockControlPlane = createMockControlPlane({ seed: mspSeed, ...mockOptions }),
) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }): ReactElement => (
    <QueryClientProvider client={queries}>
      <TenantProvider client={mock.client}>{children}</TenantProvider>
    </QueryClientProvider>
  );
  const hook = renderHook(useConfigEditor, { wrapper, initialProps: options });
  const row = (key: string) => {
    const found = hook.result.current.rows.find((one) => one.key === key);
    if (!found) throw new Error(`There is no row "${key}".`);
    return found;
  };
  const loaded = () => waitFor(() => expect(hook.result.current.rows.length).toBeGreaterThan(0));
  const own = (tenant: string, key: string) => mock.state.config.get(tenant)?.get(key);
  return { mock, hook, row, loaded, own };
}

test("a change goes to the tenant it was made for, even if another is shown before it is sent", async () => {
  let allow = (_: boolean): void => {};
  const onBeforeChange = () => new Promise<boolean>((resolve) => (allow = resolve));
  const { hook, row, loaded, own } = start({ tenantId: mspIds.customer, commit: "direct", onBeforeChange });
  await loaded();
  let done: Promise<boolean> = Promise.resolve(false);
  act(() => {
    done = hook.result.current.setValue(row("network.vpn_required"), false);
  });
  hook.rerender({ tenantId: mspIds.otherReseller, commit: "direct", onBeforeChange });
  await act(async () => {
    allow(true);
    await done;
  });
  expect(own(mspIds.customer, "network.vpn_required")?.value).toBe(false);
  expect(own(mspIds.otherReseller, "network.vpn_required")).toBeUndefined();
});

test("a failure shows at its own tenant only", async () => {
  const { hook, row, loaded } = start(
    { tenantId: mspIds.customer, commit: "direct" },
    { failures: { setConfig: { code: "INTERNAL_ERROR" } } },
  );
  await loaded();
  await act(() => hook.result.current.setValue(row("network.vpn_required"), false));
  expect(hook.result.current.failures.of("network.vpn_required")).toBeDefined();
  hook.rerender({ tenantId: mspIds.otherReseller });
  expect(hook.result.current.failures.of("network.vpn_required")).toBeUndefined();
});

test("a refused edit puts back its own key and leaves the others as they were edited", async () => {
  const { hook, row, loaded, mock } = start({ tenantId: mspIds.customer, commit: "direct" });
  await loaded();
  mock.state.addConfig(mspIds.reseller, "network.vpn_required", true, true);
  await act(async () => {
    const refused = hook.result.current.setValue(row("network.vpn_required"), false);
    const taken = hook.result.current.setValue(row("backup.retention_days"), 7);
    expect(await Promise.all([refused, taken])).toEqual([false, true]);
  });
  await waitFor(() => expect(row("network.vpn_required").origin).toBe("locked"));
  expect(row("network.vpn_required").entry.value).toBe(true);
  expect(row("backup.retention_days").entry.value).toBe(7);
});

test("edits of one row follow one another, each upon the version before", async () => {
  const { hook, row, loaded, own } = start({ tenantId: mspIds.customer, commit: "direct" });
  await loaded();
  for (const value of [1, 2, 3]) {
    await act(() => hook.result.current.setValue(row("backup.retention_days"), value));
    expect(hook.result.current.failures.of("backup.retention_days")).toBeUndefined();
  }
  expect(own(mspIds.customer, "backup.retention_days")).toMatchObject({ value: 3, version: 4 });
});

test("the first opening asks the server once", async () => {
  const asked: string[] = [];
  const latency = (operation: string): number => {
    asked.push(operation);
    return 0;
  };
  const { loaded } = start({ tenantId: mspIds.customer, commit: "direct" }, { latency });
  await loaded();
  expect(asked).toEqual(["resolveConfig"]);
});

test("drafts outlive the editor and lie with their client, tenant by tenant", async () => {
  const { mock, hook, row, loaded } = start({ tenantId: mspIds.customer });
  await loaded();
  await act(() => hook.result.current.setValue(row("network.vpn_required"), false));
  hook.unmount();
  expect(countConfigDrafts(mock.client)).toBe(1);
  const again = start({ tenantId: mspIds.customer }, {}, mock);
  await again.loaded();
  expect(again.hook.result.current.drafts.list).toMatchObject([
    { key: "network.vpn_required", value: false },
  ]);
  again.hook.rerender({ tenantId: mspIds.otherReseller });
  expect(again.hook.result.current.drafts.count).toBe(0);
  again.hook.rerender({ tenantId: mspIds.customer });
  act(() => again.hook.result.current.drafts.forget());
  expect(again.hook.result.current.drafts).toMatchObject({ count: 0, canUndo: false });
  expect(countConfigDrafts(mock.client)).toBe(0);

  const other = start({ tenantId: mspIds.customer });
  await other.loaded();
  expect(other.hook.result.current.drafts.count, "another client, another sign-in").toBe(0);
});
