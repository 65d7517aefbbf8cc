import { createMockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import { expect, test } from "vitest";
import { TenantProvider } from "../provider/index.ts";
import { type ConsentManagerOptions, useConsentManager } from "./useConsentManager.ts";

function start(options: ConsentManagerOptions) {
  const mock = createMockControlPlane({ seed: mspSeed });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }): ReactElement => (
    <QueryClientProvider client={queries}>
      <TenantProvider client={mock.client}>{children}</TenantProvider>
    </QueryClientProvider>
  );
  return { mock, hook: renderHook(useConsentManager, { wrapper, initialProps: options }) };
}

test("rows of the tenant before never show under the next one", async () => {
  const { mock, hook } = start({ tenantId: mspIds.customer });
  await waitFor(() => expect(hook.result.current.rows).toHaveLength(6));
  mock.setLatency(Number.POSITIVE_INFINITY);
  hook.rerender({ tenantId: mspIds.clinics });
  expect(hook.result.current.rows).toEqual([]);
  expect(hook.result.current.purposes).toEqual([]);
  expect(hook.result.current.consents.isPending).toBe(true);
});

test("while another purpose loads the rows of the last filter stay", async () => {
  const { mock, hook } = start({ tenantId: mspIds.customer });
  await waitFor(() => expect(hook.result.current.rows).toHaveLength(6));
  mock.setLatency(Number.POSITIVE_INFINITY);
  act(() => hook.result.current.setView({ purpose: "analytics.usage" }));
  expect(hook.result.current.rows).toHaveLength(6);
  expect(hook.result.current.consents.isPlaceholderData).toBe(true);
});

test("a withdrawal that fails is taken back", async () => {
  const { mock, hook } = start({ tenantId: mspIds.customer });
  await waitFor(() => expect(hook.result.current.rows).toHaveLength(6));
  mock.setFailures({ revokeConsent: { code: "INTERNAL_ERROR" } });
  const ref = { subject_id: "amelia.ortiz@bayside.example", purpose: "marketing.email" };
  await act(async () => {
    await expect(hook.result.current.change({ action: "withdraw", ...ref })).rejects.toThrow();
  });
  const row = hook.result.current.rows.find(
    (one) => one.subject_id === ref.subject_id && one.purpose === ref.purpose,
  );
  expect(row).toMatchObject({ status: "active", withdrawn_at: null });
});
