/**
 * Every line of every table of keys, by the keys of a real browser: what it tells must not hold before they are
 * pressed, and must hold after. Between there is nothing but the keys.
 */
import { createMockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import * as kit from "../index.ts";
import "../styles.css";
import { componentDocs } from "./docs.ts";
import { type KeyOperation, type KeyStage, type KeyTable, strokesOf } from "./keys.ts";

const tables = Object.entries(componentDocs).flatMap(([name, { keys }]) => (keys ? [{ name, keys }] : []));
const countOf = (wanted: (name: string) => boolean): number =>
  tables.filter(({ name }) => wanted(name)).reduce((sum, { keys }) => sum + keys.operations.length, 0);

beforeAll(() => page.viewport(1280, 900));
afterEach(cleanup);

function stage({ show, seed = mspSeed, tenantId = mspIds.customer }: KeyTable): KeyStage {
  const mock = createMockControlPlane({
    seed,
    session: { scopes: ["admin", "secrets:read"], actor_id: "ada@northwind.example" },
  });
  let last: unknown;
  const hear = (value: unknown): void => {
    last = value;
  };
  localStorage.clear();
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <kit.TenantProvider client={mock.client} defaultTenantId={tenantId} storageKey={null} theme="light">
        <div style={{ padding: 16 }}>{show(hear)}</div>
      </kit.TenantProvider>
    </QueryClientProvider>,
  );
  return { mock, heard: () => last };
}

test("there are at least 100 operations, 28 of them in the tree", () => {
  expect(countOf(() => true)).toBeGreaterThanOrEqual(100);
  expect(countOf((name) => name === "TenantTree")).toBeGreaterThanOrEqual(28);
});

const titled = ({ operations }: KeyTable): [title: string, operation: KeyOperation][] =>
  operations.map((one) => [`${one.keys}, ${one.when}: ${one.does}`, one]);

describe.each(tables)("$name", ({ keys }) => {
  test.each(titled(keys))("%s", async (_, operation) => {
    const on = stage(keys);
    await operation.given?.(on);
    await expect(async () => operation.sees(on), "it must not hold before").rejects.toThrow();
    await userEvent.keyboard(strokesOf(operation));
    await waitFor(() => operation.sees(on), { timeout: 8000 });
  });
});
