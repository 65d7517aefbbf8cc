import { createMockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { type ReactElement, useState } from "react";
import { expect, test } from "vitest";
import { useConfigValue } from "../config/index.ts";
import { TenantProvider } from "./TenantProvider.tsx";

const KEY = "backup.retention_days";

/** A value beside an input of the application's own. */
function Page(): ReactElement {
  const { value } = useConfigValue(KEY, { default: 0 });
  const [text, setText] = useState("");
  return (
    <>
      <output>{value}</output>
      <input aria-label="Note" value={text} onChange={(event) => setText(event.target.value)} />
    </>
  );
}

/** A page on a control plane of its own; `asked` counts the operations. */
function open(live: boolean) {
  const asked: string[] = [];
  const mock = createMockControlPlane({
    seed: mspSeed,
    latency: (operation) => {
      asked.push(operation);
      return 0;
    },
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
  const view = render(
    <QueryClientProvider client={queries}>
      <TenantProvider client={mock.client} live={live} defaultTenantId={mspIds.customer} storageKey={null}>
        <Page />
      </TenantProvider>
    </QueryClientProvider>,
  );
  return { mock, asked, view };
}
const shown = () => screen.getByRole("status").textContent;
const elsewhere = (mock: ReturnType<typeof open>["mock"], value: number) =>
  mock.as({ scopes: ["admin"] }).client.setConfig(mspIds.customer, KEY, { value });

test("an open page shows what was changed elsewhere; what is typed and where the focus is stays", async () => {
  const { mock, asked } = open(true);
  await waitFor(() => expect(shown()).toBe("2555"));
  await waitFor(() => expect(asked).toContain("events"));
  const note = screen.getByRole("textbox", { name: "Note" });
  note.focus();
  fireEvent.change(note, { target: { value: "half a sen" } });
  await act(() => elsewhere(mock, 30));
  await waitFor(() => expect(shown()).toBe("30"), { timeout: 5_000 });
  expect(document.activeElement).toBe(note);
  expect(note).toHaveProperty("value", "half a sen");
});

test("many changes at once are asked for once", async () => {
  const { mock, asked } = open(true);
  await waitFor(() => expect(asked).toContain("events"));
  await waitFor(() => expect(shown()).toBe("2555"));
  const before = asked.filter((one) => one === "resolveConfig").length;
  await act(async () => {
    for (let value = 1; value <= 20; value++) await elsewhere(mock, value);
  });
  await waitFor(() => expect(shown()).toBe("20"), { timeout: 5_000 });
  expect(asked.filter((one) => one === "resolveConfig").length - before).toBeLessThanOrEqual(3);
});

test("without it nothing listens", async () => {
  const { asked } = open(false);
  await waitFor(() => expect(shown()).toBe("2555"));
  expect(asked).not.toContain("events");
});
