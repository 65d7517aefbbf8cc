import { createMockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import { expect, test } from "vitest";
import { TenantProvider } from "../provider/index.ts";
import { type RoleEditorOptions, useRoleEditor } from "./useRoleEditor.ts";
import { useRoleForm } from "./useRoleForm.ts";
import { useRoleGift } from "./useRoleGift.ts";

const { customer, otherReseller } = mspIds;

function start(options: RoleEditorOptions) {
  const mock = createMockControlPlane({ seed: mspSeed });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }): ReactElement => (
    <QueryClientProvider client={queries}>
      <TenantProvider client={mock.client}>{children}</TenantProvider>
    </QueryClientProvider>
  );
  const hook = renderHook(
    (props: RoleEditorOptions) => {
      const editor = useRoleEditor(props);
      return { editor, form: useRoleForm(editor) };
    },
    { wrapper, initialProps: options },
  );
  return { mock, hook, wrapper };
}
const loaded = ({ hook }: ReturnType<typeof start>): Promise<void> =>
  waitFor(() => expect(hook.result.current.editor.roles.isSuccess).toBe(true));

test("a change goes to the tenant it was made for, and what is open at another stays open", async () => {
  let allow = (_: boolean): void => {};
  const onBeforeChange = () => new Promise<boolean>((resolve) => (allow = resolve));
  const at = start({ tenantId: customer, onBeforeChange });
  const { mock, hook } = at;
  await loaded(at);
  act(() => hook.result.current.editor.open({ kind: "create" }));
  act(() => hook.result.current.form.set({ name: "Support" }));
  let sent: Promise<void> = Promise.resolve();
  act(() => {
    sent = hook.result.current.form.submit();
  });
  hook.rerender({ tenantId: otherReseller, onBeforeChange });
  expect(hook.result.current.editor.task).toBeNull();
  act(() => hook.result.current.editor.open({ kind: "create" }));
  await act(async () => {
    allow(true);
    await sent;
  });
  expect([...mock.state.roles.values()].map(({ tenant_id }) => tenant_id)).toEqual([customer]);
  expect(hook.result.current.editor.task).toEqual({ kind: "create" });
});

test("a form that was opened at one tenant is never sent to another", async () => {
  const at = start({ tenantId: customer });
  const { mock, hook } = at;
  await loaded(at);
  act(() => hook.result.current.form.set({ name: "Support" }));
  expect(hook.result.current.form.ready).toBe(true);
  hook.rerender({ tenantId: otherReseller });
  expect(hook.result.current.form.ready).toBe(false);
  await act(() => hook.result.current.form.submit());
  expect(mock.state.roles.size).toBe(0);
});

test("a role is given at the tenant that the form was opened at, or not at all", async () => {
  const at = start({ tenantId: customer });
  const { mock, hook, wrapper } = at;
  const role = await mock.client.createRole({ tenant_id: null, name: "Operators", scopes: ["read"] });
  await loaded(at);
  const { editor } = hook.result.current;
  const gift = renderHook(
    ({ tenantId }: { tenantId: string }) => useRoleGift({ ...editor, tenantId }, role),
    {
      wrapper,
      initialProps: { tenantId: customer },
    },
  );
  act(() => gift.result.current.set({ principal: "ann" }));
  gift.rerender({ tenantId: otherReseller });
  await act(() => gift.result.current.submit());
  expect(mock.state.roleHolders).toEqual([]);
  gift.rerender({ tenantId: customer });
  await act(() => gift.result.current.submit());
  expect(mock.state.roleHolders).toMatchObject([{ tenant_id: customer, principal_id: "ann" }]);
  expect(gift.result.current.fields.principal).toBe("");
});
