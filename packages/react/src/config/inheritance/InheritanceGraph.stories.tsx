import type { Meta, StoryObj } from "@storybook/react-vite";
import { type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { expect, waitFor, within } from "storybook/test";
import { InheritanceGraph } from "./InheritanceGraph.tsx";
import { useInheritance } from "./useInheritance.ts";

const meta = {
  title: "config/InheritanceGraph",
  component: InheritanceGraph,
  // Drawn at any width, except where a story says otherwise.
  args: { of: "auth.session_minutes", defaultShape: "graph" },
  decorators: [
    (Story, { parameters }) => (
      <div className="st-card" style={{ padding: 16, maxWidth: parameters.width ?? 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof InheritanceGraph>;
export default meta;
type Story = StoryObj<typeof meta>;

const sheetOf = (root: HTMLElement) =>
  root.querySelector<HTMLElement>(".st-graph-sheet")?.style.transform ?? "";

export const Ready: Story = {
  play: async ({ canvas }) => {
    const here = await canvas.findByRole("treeitem", { name: /^Bayside Credit Union.*here.*Locked · 15$/ });
    await expect(here).toHaveAttribute("aria-selected", "true");
    await expect(
      canvas.getByRole("treeitem", { name: "Marina Branch Hidden by a lock 15 (own: 45)" }),
    ).toBeInTheDocument();
    await expect(canvas.getByRole("list", { name: "Legend" })).toHaveTextContent(
      /Set 1.*Locked 1.*Hidden by a lock 1.*Inherited 3/,
    );
  },
};
/** From the top of a forest: who below sets what. */
export const FromTheTop: Story = {
  args: { of: "limits.max_users" },
  parameters: { stratum: { tenantId: mspIds.root } },
  play: async ({ canvas, userEvent }) => {
    await canvas.findByRole("treeitem", { name: "Granite Peak Insurance Overrides · 1200" });
    await userEvent.click(canvas.getByRole("button", { name: "Show more tenants" }));
    await waitFor(() => expect(canvas.queryByRole("button", { name: "Show more tenants" })).toBeNull());
    await expect(canvas.getAllByRole("treeitem").length).toBeGreaterThan(49);
  },
};
export const OfAPermission: Story = {
  args: { kind: "permission", of: "patient_data.view" },
  parameters: { stratum: { tenantId: mspIds.clinics } },
  play: async ({ canvas }) => {
    await canvas.findByRole("treeitem", { name: "Millbrook Clinic Locked · Allowed" });
    await expect(
      canvas.getByRole("treeitem", { name: "Telehealth Desk Inherited · Allowed" }),
    ).toBeInTheDocument();
  },
};
export const Loading: Story = { parameters: { stratum: { latency: Number.POSITIVE_INFINITY } } };
export const Empty: Story = {
  args: { of: "nobody.sets.this" },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Nobody sets this")).toBeInTheDocument();
  },
};
export const Failed: Story = {
  parameters: { stratum: { failures: { explainConfig: { code: "INTERNAL_ERROR", times: 1 } } } },
  play: async ({ canvas, userEvent }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("INTERNAL_ERROR");
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await canvas.findByRole("treeitem", { name: /^Bayside/ });
  },
};
/** The chain is there, what is below is not: the chain stays, and the rest can be asked for again. */
export const FailedBelow: Story = {
  parameters: { stratum: { failures: { listDescendants: { code: "INTERNAL_ERROR", times: 1 } } } },
  play: async ({ canvas, userEvent }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("The tenants below could not be loaded");
    await expect(await canvas.findAllByRole("treeitem")).toHaveLength(3);
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await canvas.findByRole("treeitem", { name: /^Marina Branch/ });
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { failures: { explainConfig: { code: "FORBIDDEN" } } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/read scope/)).toBeInTheDocument();
  },
};
export const Narrow: Story = { parameters: { width: 366 } };
/** The same facts as a table. */
export const AsATable: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Table" }));
    const table = within(
      await canvas.findByRole("table", { name: "auth.session_minutes over the tree of tenants" }),
    );
    const facts = table.getAllByRole("row").map((row) => row.textContent);
    await expect(facts).toEqual([
      "TenantStateIn forceSet by",
      "Northwind SecuritySet60Northwind Security",
      "Harbor IT PartnersInherited60Northwind Security",
      "Bayside Credit Union · hereLocked15Bayside Credit Union",
      "Downtown BranchInherited15Bayside Credit Union",
      "Marina BranchHidden by a lock15 (own: 45)Bayside Credit Union",
      "Operations CenterInherited15Bayside Credit Union",
    ]);
  },
};
/** Where a drawing has no room it begins as a table. */
export const NarrowTable: Story = {
  args: { defaultShape: undefined },
  parameters: { width: 366 },
  play: async ({ canvas }) => {
    await canvas.findByRole("table");
  },
};
export const KeysGoAlongTheTree: Story = {
  play: async ({ canvas, userEvent, globals }) => {
    const here = await canvas.findByRole("treeitem", { name: /^Bayside/ });
    const [forward, back] = globals.direction === "rtl" ? ["Left", "Right"] : ["Right", "Left"];
    here.focus();
    await userEvent.keyboard(`{Arrow${forward}}`);
    await expect(canvas.getByRole("treeitem", { name: /^Downtown/ })).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}");
    await expect(canvas.getByRole("treeitem", { name: /^Marina/ })).toHaveFocus();
    await userEvent.keyboard("{ArrowUp}");
    await expect(canvas.getByRole("treeitem", { name: /^Downtown/ })).toHaveFocus();
    await userEvent.keyboard(`{Arrow${back}}`);
    await expect(here).toHaveFocus();
    await userEvent.keyboard("{Home}");
    await expect(canvas.getByRole("treeitem", { name: /^Northwind/ })).toHaveFocus();
    await userEvent.keyboard("{End}");
    await expect(canvas.getByRole("treeitem", { name: /^Operations/ })).toHaveFocus();
    await expect(canvas.getAllByRole("treeitem").filter((item) => item.tabIndex === 0)).toHaveLength(1);
  },
};
export const ZoomsAndPans: Story = {
  play: async ({ canvas, canvasElement, userEvent }) => {
    const here = await canvas.findByRole("treeitem", { name: /^Bayside/ });
    const window = canvasElement.querySelector<HTMLElement>(".st-graph-window") as HTMLElement;
    const scale = () => Number(/scale\((.*)\)/.exec(sheetOf(canvasElement))?.[1]);
    const first = scale();
    here.focus();
    await userEvent.keyboard("+");
    await expect(scale()).toBeCloseTo(first * 1.25);
    await userEvent.keyboard("-");
    await expect(scale()).toBeCloseTo(first);
    const before = sheetOf(canvasElement);
    await userEvent.keyboard("{Shift>}{ArrowRight}{/Shift}");
    await expect(sheetOf(canvasElement)).not.toBe(before);
    await userEvent.keyboard("0");
    await expect(scale()).toBeLessThanOrEqual(1);
    const fitted = scale();
    const wheel = (ctrlKey: boolean) =>
      window.dispatchEvent(
        new WheelEvent("wheel", { deltaY: -100, ctrlKey, bubbles: true, cancelable: true }),
      );
    await expect(wheel(false), "the page scrolls").toBe(true);
    await expect(wheel(true), "the drawing zooms").toBe(false);
    await waitFor(() => expect(scale()).toBeGreaterThan(fitted));
    await userEvent.click(canvas.getByRole("button", { name: "Fit all" }));
    await expect(scale()).toBeCloseTo(fitted);
    const still = sheetOf(canvasElement);
    await userEvent.pointer([
      { keys: "[MouseLeft>]", target: window, coords: { clientX: 100, clientY: 300 } },
      { target: window, coords: { clientX: 140, clientY: 320 } },
      { keys: "[/MouseLeft]" },
    ]);
    await expect(sheetOf(canvasElement)).not.toBe(still);
  },
};
/** A secret's value is hidden; where it comes from is not. */
export const OfASecret: Story = {
  args: { of: "smtp.password" },
  parameters: {
    stratum: {
      seed: (store: MockControlPlane["state"]) => {
        mspSeed(store);
        store.writeConfig(
          mspIds.reseller,
          "smtp.password",
          { value: "hunter2", locked: false, sensitive: true },
          "system",
        );
      },
    },
  },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole("treeitem", { name: "Harbor IT Partners Set · Hidden value" });
    await expect(canvasElement).not.toHaveTextContent("hunter2");
  },
};

function OwnMarkup() {
  const { nodes } = useInheritance("auth.session_minutes");
  return (
    <ul>
      {nodes.map((node) => (
        <li key={node.tenant_id} style={{ marginInlineStart: node.level * 16 }}>
          {node.name}: {node.state} {JSON.stringify(node.effective?.value ?? null)}
        </li>
      ))}
    </ul>
  );
}
/** The hook under markup of one's own. */
export const BringYourOwnMarkup: Story = {
  render: () => <OwnMarkup />,
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Marina Branch: shadowed 15")).toBeInTheDocument();
  },
};
