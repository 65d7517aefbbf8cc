/**
 * What the server draws, the browser takes over without a word of complaint: in StrictMode, on React 19 (project
 * `dom`) and on React 18.3 (project `dom-18`). A component joins by a line in `cases`.
 */
import { createMockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import * as query from "@tanstack/react-query";
import { waitFor } from "@testing-library/react";
import { act, type ReactElement, StrictMode, version } from "react";
import { hydrateRoot } from "react-dom/client";
import { afterEach, expect, test, vi } from "vitest";
import * as kit from "../index.ts";

type Kit = typeof kit;
const { customer, root } = mspIds;

/** Elements to draw on the server, and words that must be there when the browser has loaded their data. */
const cases: Record<string, [draw: (kit: Kit) => ReactElement, words: string]> = {
  TenantProvider: [() => <p>Inside</p>, "Inside"],
  TenantScope: [
    ({ TenantScope, TenantBreadcrumb }) => (
      <TenantScope tenantId={root}>
        <TenantBreadcrumb />
      </TenantScope>
    ),
    "Northwind Security",
  ],
  Can: [
    ({ Can }) => (
      <Can permission="users.invite" pending="…">
        Invite
      </Can>
    ),
    "Invite",
  ],
  SwitchGuard: [({ SwitchGuard }) => <SwitchGuard changes={2} />, ""],
  TenantBreadcrumb: [({ TenantBreadcrumb }) => <TenantBreadcrumb />, "Bayside Credit Union"],
  TenantPicker: [({ TenantPicker }) => <TenantPicker label="Tenant" defaultValue={root} />, "Tenant"],
  TenantSwitcher: [({ TenantSwitcher }) => <TenantSwitcher />, "Bayside Credit Union"],
  TenantSearch: [({ TenantSearch }) => <TenantSearch onSelect={() => {}} />, ""],
};

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function page(parts: Kit, { QueryClient, QueryClientProvider }: typeof query, element: ReactElement) {
  const { client } = createMockControlPlane({ seed: mspSeed });
  return (
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <parts.TenantProvider client={client} defaultTenantId={customer}>
          {element}
        </parts.TenantProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}

/** Draws with modules that were loaded where there is no document, as on a server. */
async function onServer(draw: (kit: Kit) => ReactElement): Promise<string> {
  vi.resetModules();
  vi.stubGlobal("document", undefined);
  vi.stubGlobal("window", undefined);
  try {
    const [parts, queryModule, { renderToString }] = await Promise.all([
      import("../index.ts"),
      import("@tanstack/react-query"),
      import("react-dom/server"),
    ]);
    return renderToString(page(parts, queryModule, draw(parts)));
  } finally {
    vi.unstubAllGlobals();
  }
}

test("this is the React that the project is about", () => {
  expect(version.split(".")[0]).toBe(import.meta.env.REACT_MAJOR ?? "19");
});

test.each(Object.entries(cases))("%s is hydrated without a warning", async (_name, [draw, words]) => {
  const complaints = vi.spyOn(console, "error");
  const recovered = vi.fn();
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = await onServer(draw);
  expect(place.querySelector("[data-stratum]")).not.toBeNull();
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const mounted = await act(async () =>
    hydrateRoot(place, page(kit, query, draw(kit)), { onRecoverableError: recovered }),
  );
  await waitFor(() => expect(place).toHaveTextContent(words), { timeout: 5_000 });
  expect(recovered).not.toHaveBeenCalled();
  expect(complaints).not.toHaveBeenCalled();
  await act(async () => mounted.unmount());
  place.remove();
});
