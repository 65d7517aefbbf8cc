/** The switcher over 50,000 tenants. The control plane is the mock, in the same thread: its answers cost what they cost. */
import { TenantProvider, TenantSwitcher } from "@stratum-hq/react";
import { createMockControlPlane, flatSeed } from "@stratum-hq/sdk/msw";
import "@stratum-hq/react/styles.css";
import { createRoot } from "react-dom/client";
import { type Figure, median, untilPainted } from "./figures.ts";

const TENANTS = 50_000;
const ROUNDS = 15;
let requests = 0;
const mock = createMockControlPlane({
  seed: flatSeed(TENANTS),
  latency: () => {
    requests++;
    return 0;
  },
});

const root = document.getElementById("root");
if (!root) throw new Error("The page has no root.");
createRoot(root).render(
  <TenantProvider client={mock.client}>
    <TenantSwitcher />
  </TenantProvider>,
);

const trigger = (): HTMLButtonElement | null => document.querySelector("[data-slot=tenant-switcher]");
const rows = (): number => document.querySelectorAll("[data-slot=tenant-option]").length;
const press = (): void => trigger()?.click();
const closed = (): boolean => document.querySelector("[role=combobox]") === null;

async function measure(): Promise<Figure[]> {
  await untilPainted(
    () => {},
    () => trigger() !== null,
  );
  // As a pointer on its way to the button does.
  trigger()?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const first = await untilPainted(press, () => rows() > 0);
  const asked = requests;
  const elements = document.querySelectorAll("[role=dialog] *").length;
  const panel: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await untilPainted(press, closed);
    panel.push(await untilPainted(press, () => !closed()));
    await untilPainted(press, closed);
    again.push(await untilPainted(press, () => rows() > 0));
  }
  return [
    { what: "first open to rows painted, the mock's answer included", value: first, unit: "ms" },
    { what: "requests of the first open", value: asked, unit: "", bar: 1 },
    { what: "open to panel painted, median", value: median(panel), unit: "ms", bar: 100 },
    { what: "open to rows painted, median", value: median(again), unit: "ms", bar: 100 },
    { what: "DOM elements of the open panel", value: elements, unit: "", bar: 400 },
  ];
}
window.figures = await measure();
