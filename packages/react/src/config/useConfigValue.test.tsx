import { createMockControlPlane, type MockOptions, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import { expect, expectTypeOf, test } from "vitest";
import { TenantProvider } from "../provider/index.ts";
import { useConfigValue, type ValueSchema } from "./useConfigValue.ts";

function start(options: MockOptions = {}) {
  const asked: string[] = [];
  const mock = createMockControlPlane({
    seed: mspSeed,
    latency: (operation) => {
      asked.push(operation);
      return 0;
    },
    ...options,
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }): ReactElement => (
    <QueryClientProvider client={queries}>
      <TenantProvider client={mock.client} defaultTenantId={mspIds.customer}>
        {children}
      </TenantProvider>
    </QueryClientProvider>
  );
  return { wrapper, asked };
}

/** As any library of the Standard Schema makes one. */
const minutes: ValueSchema<{ minutes: number }> = {
  "~standard": {
    validate: (value) =>
      typeof value === "number" && value > 0
        ? { value: { minutes: value } }
        : { issues: [{ message: "must be above 0" }] },
  },
};

test("a value is of the kind of its default, and says where it comes from", async () => {
  const { wrapper } = start();
  const { result } = renderHook(() => useConfigValue("auth.session_minutes", { default: 5 }), { wrapper });
  expectTypeOf(result.current.value).toEqualTypeOf<number>();
  expect(result.current).toMatchObject({ value: 5, pending: true, found: false });
  await waitFor(() => expect(result.current.found).toBe(true));
  expect(result.current.value).toBeGreaterThan(5);
  expect(result.current.source?.source_tenant_id).toBeTypeOf("string");
});

test("what is not set is the default", async () => {
  const { wrapper } = start();
  const { result } = renderHook(() => useConfigValue("no.such_key", { default: "calm" }), { wrapper });
  await waitFor(() => expect(result.current.pending).toBe(false));
  expect(result.current).toMatchObject({ value: "calm", found: false, source: undefined, error: null });
});

test("a value of another kind is the default, and says why without the value", async () => {
  const { wrapper } = start();
  const { result } = renderHook(() => useConfigValue("alerts.min_severity", { default: 3 }), { wrapper });
  await waitFor(() => expect(result.current.error).not.toBeNull());
  expect(result.current).toMatchObject({ value: 3, found: false });
  expect(result.current.error?.message).toBe('The value of "alerts.min_severity" is not a number.');
});

test("a schema makes the value, or says what does not fit", async () => {
  const { wrapper } = start();
  const { result } = renderHook(
    () => ({
      fits: useConfigValue("auth.session_minutes", { schema: minutes, default: { minutes: 1 } }),
      misfit: useConfigValue("auth.sso_provider", { schema: minutes }),
    }),
    { wrapper },
  );
  expectTypeOf(result.current.fits.value).toEqualTypeOf<{ minutes: number }>();
  expectTypeOf(result.current.misfit.value).toEqualTypeOf<{ minutes: number } | undefined>();
  await waitFor(() => expect(result.current.fits.found).toBe(true));
  expect(result.current.fits.value.minutes).toBeGreaterThan(1);
  expect(result.current.misfit.value).toBeUndefined();
  expect(result.current.misfit.error?.message).toMatch(/does not fit: must be above 0/);
});

test("null is a value", async () => {
  const { wrapper } = start();
  const { result } = renderHook(() => useConfigValue("auth.sso_provider"), { wrapper });
  await waitFor(() => expect(result.current).toMatchObject({ value: null, found: true }));
});

test("many readers make one request, and a failure leaves the default", async () => {
  const { wrapper, asked } = start({ failures: { resolveConfig: { code: "INTERNAL_ERROR" } } });
  const { result } = renderHook(
    () => [useConfigValue("a", { default: true }), useConfigValue("b", { default: "x" })] as const,
    { wrapper },
  );
  await waitFor(() => expect(result.current[1].error).toMatchObject({ code: "INTERNAL_ERROR" }));
  expect(result.current.map(({ value }) => value)).toEqual([true, "x"]);
  expect(asked).toEqual(["resolveConfig"]);
});
