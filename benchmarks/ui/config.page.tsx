/** The config editor over 2,000 keys. The control plane is the mock, in the same thread. */
import { ConfigEditor, TenantProvider } from "@stratum-hq/react";
import { createMockControlPlane } from "@stratum-hq/sdk/msw";
import "@stratum-hq/react/styles.css";
import { createRoot } from "react-dom/client";
import { type Figure, median, untilPainted } from "./figures.ts";

const KEYS = 2_000;
const ROUNDS = 9;
let requests = 0;
let tenantId = "";
const mock = createMockControlPlane({
  seed: (store) => {
    tenantId = store.addTenant({ name: "Acme", slug: "acme" }).id;
    for (let i = 0; i < KEYS; i++)
      store.addConfig(tenantId, `group_${i % 20}.key_${i}`, i % 3 ? i : `value ${i}`);
  },
  latency: () => {
    requests++;
    return 0;
  },
});

const root = document.getElementById("root");
if (!root) throw new Error("The page has no root.");
const rows = (): number => document.querySelectorAll("tr[data-origin]").length;
const search = (): HTMLInputElement | null => document.querySelector("[role=searchbox], input[type=search]");
const setSearch = (text: string): void => {
  const field = search();
  if (!field) throw new Error("There is no search field.");
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

async function measure(): Promise<Figure[]> {
  const mount = await untilPainted(
    () =>
      createRoot(root as HTMLElement).render(
        <TenantProvider client={mock.client} defaultTenantId={tenantId}>
          <ConfigEditor />
        </TenantProvider>,
      ),
    () => rows() > 0,
  );
  const asked = requests;
  const elements = document.querySelectorAll("[data-slot=config-editor] *").length;
  const typed: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    typed.push(
      await untilPainted(
        () => setSearch("key_1999"),
        () => rows() === 1,
      ),
    );
    await untilPainted(
      () => setSearch(""),
      () => rows() > 1,
    );
  }
  const last = (): Element | null => document.querySelector("tbody:last-of-type");
  const jump = await untilPainted(
    () => last()?.scrollIntoView(),
    () => last()?.querySelector("tr[data-origin]") !== null,
  );
  return [
    { what: "a jump to the end to rows painted", value: jump, unit: "ms" },
    { what: "mount to rows painted, the mock's answer included", value: mount, unit: "ms" },
    { what: "requests of the first open", value: asked, unit: "", bar: 1 },
    { what: "a search to one of 2,000 keys, median", value: median(typed), unit: "ms", bar: 100 },
    { what: "DOM elements of 2,000 keys", value: elements, unit: "", bar: 2_000 },
  ];
}
window.figures = await measure();
