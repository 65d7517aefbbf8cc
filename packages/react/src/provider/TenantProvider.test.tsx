import { createClient } from "@stratum-hq/sdk";
import { createMockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { useTenant } from "../tenants/useTenant.ts";
import { useTenantId } from "./context.ts";
import { TenantProvider } from "./TenantProvider.tsx";
import { TenantScope } from "./TenantScope.tsx";
import { useSwitchTenant } from "./useSwitchTenant.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
const { client } = createMockControlPlane({ seed: mspSeed });

function Name({ tenantId }: { tenantId?: string }) {
  const tenant = useTenant(tenantId);
  return <p>{tenant.data?.name ?? "…"}</p>;
}

/** A button that says whose data it has, and goes to the reseller. */
function Switch({ onRender }: { onRender?: (id: string, name: string) => void }) {
  const id = useTenantId();
  const name = useTenant().data?.name ?? "…";
  const switchTenant = useSwitchTenant();
  onRender?.(id, name);
  return (
    <button type="button" data-tenant={id} onClick={() => switchTenant(mspIds.reseller)}>
      {name}
    </button>
  );
}
function Client({ onRender }: { onRender: (queries: QueryClient) => void }) {
  onRender(useQueryClient());
  return null;
}

test("a client with a long-lived key is refused outside development", () => {
  vi.stubEnv("NODE_ENV", "production");
  vi.spyOn(console, "error").mockImplementation(() => {});
  const secret = createClient({ apiKey: "sk_live_x", base_url: "http://mock" });
  expect(() => render(<TenantProvider client={secret} />)).toThrow(/must not reach a browser.*ui-tokens/s);
});

test("in development it is let through with a warning that says why", () => {
  vi.stubEnv("NODE_ENV", "development");
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  render(<TenantProvider client={createClient({ apiKey: "sk_test_x", base_url: "http://mock" })} />);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("must not reach a browser"));
});

test("a token getter that gives a long-lived key is refused before anything is sent", async () => {
  vi.stubEnv("NODE_ENV", "production");
  const send = vi.spyOn(globalThis, "fetch");
  render(
    <TenantProvider getToken={() => "sk_live_x"} baseUrl="http://mock" defaultTenantId={mspIds.root}>
      <Failure />
    </TenantProvider>,
  );
  await screen.findByText(/must not reach a browser/);
  expect(send).not.toHaveBeenCalled();
});
function Failure() {
  const tenant = useTenant();
  return <p>{tenant.failureReason?.message}</p>;
}

test("two scopes show two tenants at once, each under its own key", async () => {
  render(
    <TenantProvider client={client} defaultTenantId={mspIds.root}>
      <Name />
      <TenantScope tenantId={mspIds.reseller}>
        <Name />
        <Name tenantId={mspIds.customer} />
      </TenantScope>
    </TenantProvider>,
  );
  await screen.findByText("Northwind Security");
  await screen.findByText("Harbor IT Partners");
  await screen.findByText("Bayside Credit Union");
});

test("a switch never shows the tenant before it under the new id", async () => {
  const seen: string[] = [];
  render(
    <TenantProvider client={client} defaultTenantId={mspIds.root}>
      <Switch onRender={(id, name) => seen.push(`${id} ${name}`)} />
    </TenantProvider>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Northwind Security" }));
  await screen.findByRole("button", { name: "Harbor IT Partners" });
  expect(new Set(seen)).toEqual(
    new Set([
      `${mspIds.root} …`,
      `${mspIds.root} Northwind Security`,
      `${mspIds.reseller} …`,
      `${mspIds.reseller} Harbor IT Partners`,
    ]),
  );
});

test("a tenant that the application holds changes only when the application says so", async () => {
  const onTenantChange = vi.fn();
  render(
    <TenantProvider client={client} tenantId={mspIds.root} onTenantChange={onTenantChange}>
      <Switch />
    </TenantProvider>,
  );
  fireEvent.click(screen.getByRole("button"));
  expect(onTenantChange).toHaveBeenCalledWith(mspIds.reseller);
  expect(screen.getByRole("button").dataset.tenant).toBe(mspIds.root);
});

test("the application's query client is used", () => {
  const queries = new QueryClient();
  const seen = vi.fn();
  render(
    <QueryClientProvider client={queries}>
      <TenantProvider client={client}>
        <Client onRender={seen} />
      </TenantProvider>
    </QueryClientProvider>,
  );
  expect(seen).toHaveBeenCalledWith(queries);
});

test("it renders on a server, with look and language on the root", () => {
  const html = renderToString(
    <TenantProvider
      client={client}
      theme="dark"
      contrast="more"
      dir={undefined}
      locale="ar"
      defaultTenantId={mspIds.root}
    >
      <Name />
    </TenantProvider>,
  );
  expect(html).toContain('data-theme="dark"');
  expect(html).toContain('data-contrast="more"');
  expect(html).toContain('dir="rtl"');
  expect(html).toContain('lang="ar"');
});

test("without a tenant a component says what is missing", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  expect(() =>
    render(
      <TenantProvider client={client}>
        <Name />
      </TenantProvider>,
    ),
  ).toThrow(/No tenant: give `tenantId`/);
});
