/**
 * What a component asks of the control plane when it is first opened. Without StrictMode, which mounts everything
 * twice in development and so takes back what was asked.
 */
import { createMockControlPlane, flatSeed, mspIds, mspSeed, type Seed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { expect, test } from "vitest";
import * as kit from "../index.ts";
import { withRoles } from "./roles-seed.ts";

/** Renders on a control plane of its own; gives the operations that it was asked, in order. */
async function asks(element: ReactElement, tenantId: string | null, seed: Seed = mspSeed): Promise<string[]> {
  const asked: string[] = [];
  const { client } = createMockControlPlane({
    seed,
    latency: (operation) => {
      asked.push(operation);
      return 0;
    },
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <kit.TenantProvider client={client} defaultTenantId={tenantId} storageKey={null}>
        {element}
      </kit.TenantProvider>
    </QueryClientProvider>,
  );
  // Until nothing has been under way for a while: what a first answer leads to counts as well.
  for (let quiet = 0; quiet < 5; quiet++) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 40)));
    if (queries.isFetching() > 0) quiet = -1;
  }
  return asked;
}

test("the switcher asks once when it is first opened, with 5,000 tenants", async () => {
  const asked = await asks(<kit.TenantSwitcher defaultOpen />, null, flatSeed(5_000));
  // React 18 holds back what was waited for until its fallback has stood for half a second.
  expect(await screen.findAllByRole("option", undefined, { timeout: 5000 })).not.toHaveLength(0);
  expect(asked).toEqual(["listTenants"]);
});

test("the tree asks once, with 5,000 tenants below a root", async () => {
  expect(await asks(<kit.TenantTree />, null, flatSeed(5_000))).toEqual(["listRoots"]);
});

test("the config editor asks once", async () => {
  expect(await asks(<kit.ConfigEditor />, mspIds.customer)).toEqual(["resolveConfig"]);
  expect(screen.getByRole("table")).toBeVisible();
});

test("the permission editor asks once, and so do many gates of one tenant", async () => {
  expect(await asks(<kit.PermissionEditor />, mspIds.customer)).toEqual(["resolvePermissions"]);
  const gates = (
    <>
      <kit.Can permission="users.invite">Invite</kit.Can>
      <kit.Can permission="billing.view">Bills</kit.Can>
    </>
  );
  expect(await asks(gates, mspIds.customer)).toEqual(["resolvePermissions"]);
});

test("the consent manager asks once", async () => {
  expect(await asks(<kit.ConsentManager />, mspIds.customer)).toEqual(["listConsent"]);
});

test("the manager of API keys asks once", async () => {
  expect(await asks(<kit.ApiKeyManager />, mspIds.customer)).toEqual(["listApiKeys"]);
});

test("the editor of roles asks once, and for the names of tenants above that it shows roles of", async () => {
  expect(await asks(<kit.RoleEditor />, mspIds.customer)).toEqual(["listRoles"]);
  expect(await asks(<kit.RoleEditor />, mspIds.customer, withRoles)).toEqual(["listRoles", "getAncestors"]);
});

test("components that stand beside each other share what they ask", async () => {
  const asked = await asks(
    <>
      <kit.TenantSwitcher />
      <kit.TenantBreadcrumb />
      <kit.TenantDetails />
      <kit.ConfigEditor />
      <kit.PermissionEditor />
      <kit.Can permission="users.invite">Invite</kit.Can>
    </>,
    mspIds.customer,
  );
  expect(asked.sort()).toEqual(["getAncestors", "getTenant", "resolveConfig", "resolvePermissions"]);
});
