import { createMockControlPlane, type MockOptions, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import { Fragment, type ReactElement, type ReactNode, StrictMode } from "react";
import { expect, test } from "vitest";
import { TenantProvider } from "../provider/index.ts";
import { type PermissionEditorOptions, usePermissionEditor } from "./usePermissionEditor.ts";
import { useWhatIf } from "./useWhatIf.ts";

function start<Props, Result>(
  hook: (props: Props) => Result,
  initialProps: Props,
  { Mode = StrictMode, ...options }: MockOptions & { Mode?: typeof Fragment } = {},
) {
  const mock = createMockControlPlane({ seed: mspSeed, ...options });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }): ReactElement => (
    <Mode>
      <QueryClientProvider client={queries}>
        <TenantProvider client={mock.client}>{children}</TenantProvider>
      </QueryClientProvider>
    </Mode>
  );
  return { mock, ...renderHook(hook, { wrapper, initialProps }) };
}

function startEditor(
  options: PermissionEditorOptions,
  mockOptions: MockOptions & { Mode?: typeof Fragment } = {},
) {
  const editor = start(usePermissionEditor, options, mockOptions);
  const row = (key: string) => {
    const found = editor.result.current.rows.find((one) => one.key === key);
    if (!found) throw new Error(`There is no row "${key}".`);
    return found;
  };
  const loaded = () => waitFor(() => expect(editor.result.current.rows.length).toBeGreaterThan(0));
  const own = (tenant: string, key: string) => editor.mock.state.permissions.get(tenant)?.get(key);
  return { ...editor, row, loaded, own };
}

test("onBeforeChange may veto a change, and later: nothing is sent", async () => {
  const after: unknown[] = [];
  const { result, row, loaded, own } = startEditor({
    tenantId: mspIds.customer,
    onBeforeChange: async () => false,
    onAfterChange: (change) => after.push(change),
  });
  await loaded();
  await act(async () => {
    expect(await result.current.setValue(row("users.invite"), false)).toBe(false);
  });
  expect(own(mspIds.customer, "users.invite")?.value).toBe(true);
  expect(after).toEqual([]);
});

test("a change goes to the tenant it was made for, even if another is shown before it is sent", async () => {
  let allow = (_: boolean): void => {};
  const onBeforeChange = () => new Promise<boolean>((resolve) => (allow = resolve));
  const { result, rerender, row, loaded, own } = startEditor({ tenantId: mspIds.customer, onBeforeChange });
  await loaded();
  let done: Promise<boolean> = Promise.resolve(false);
  act(() => {
    done = result.current.setValue(row("users.invite"), false);
  });
  rerender({ tenantId: mspIds.reseller, onBeforeChange });
  await act(async () => {
    allow(true);
    await done;
  });
  expect(own(mspIds.customer, "users.invite")?.value).toBe(false);
  expect(own(mspIds.reseller, "users.invite")?.value).toBe(true);
});

test("what was opened for one tenant is not shown under another", async () => {
  const { result, rerender, row, loaded } = startEditor({ tenantId: mspIds.customer });
  await loaded();
  act(() => result.current.open({ kind: "edit", row: row("users.invite") }));
  expect(result.current.task?.kind).toBe("edit");
  rerender({ tenantId: mspIds.reseller });
  expect(result.current.task).toBeNull();
  rerender({ tenantId: mspIds.customer });
  act(() => result.current.close());
  expect(result.current.task).toBeNull();
});

test("a failure is kept beside its row and its value goes back", async () => {
  const { result, row, loaded } = startEditor(
    { tenantId: mspIds.customer },
    { failures: { updatePermission: { code: "INTERNAL_ERROR" } } },
  );
  await loaded();
  await act(() => result.current.setValue(row("users.invite"), false));
  expect(result.current.failures.of("users.invite")).toBeDefined();
  expect(row("users.invite").value).toBe(true);
});

test("the first opening asks the server once", async () => {
  const asked: string[] = [];
  const latency = (operation: string): number => {
    asked.push(operation);
    return 0;
  };
  // StrictMode mounts twice, and so takes back what was asked: React 18 everywhere, 19 only from the root on.
  const { loaded } = startEditor({ tenantId: mspIds.customer }, { latency, Mode: Fragment });
  await loaded();
  expect(asked).toEqual(["resolvePermissions"]);
});

test("a draft is weighed and never written", async () => {
  const { mock, result } = start(() => useWhatIf(mspIds.reseller, []), undefined);
  const before = structuredClone([...mock.state.permissions]);
  act(() => result.current.form.setKey("billing.view"));
  act(() => result.current.form.setAction("delete"));
  act(() => result.current.form.add());
  await waitFor(() => expect(result.current.simulation.data?.permissions[0]?.changed).toBeGreaterThan(0));
  expect(result.current.drafts).toEqual([{ id: 1, change: { action: "delete", key: "billing.view" } }]);
  expect(result.current.form.key).toBe("");
  expect([...mock.state.permissions]).toEqual(before);
  act(() => result.current.remove(1));
  expect(result.current.drafts).toEqual([]);
});

test("a draft says what would be refused, on top of the changes before it", async () => {
  const { result } = start(() => useWhatIf(mspIds.customer, []), undefined);
  for (const key of ["reports.schedule", "reports.schedule"]) {
    act(() => result.current.form.setKey(key));
    act(() => result.current.form.add());
  }
  await waitFor(() =>
    expect(result.current.simulation.data?.changes.map(({ refused }) => refused?.code ?? null)).toEqual([
      null,
      "PERMISSION_ALREADY_EXISTS",
    ]),
  );
});
