import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds } from "@stratum-hq/sdk/msw";
import { userEvent } from "storybook/test";
import { inArabic, inGerman, inPseudo, type Step } from "../testing/in-language.ts";
import { focusRow, gone, leave, page, treeRow } from "../testing/play.ts";
import { TenantBreadcrumb } from "./TenantBreadcrumb.tsx";
import { TenantDetails } from "./TenantDetails.tsx";
import { TenantPicker } from "./TenantPicker.tsx";
import { TenantSwitcher } from "./TenantSwitcher.tsx";
import { TenantTree } from "./TenantTree.tsx";

/** Each component in words that are long, longer, and from right to left; no text may be cut. */
const meta = {
  title: "tenants/In other languages",
  decorators: [
    (Story, { parameters }) => (
      <div
        className="st-card"
        style={{
          width: parameters.width ?? "min(100%, 340px)",
          minHeight: 480,
          padding: parameters.padding ?? 12,
        }}
      >
        <Story />
      </div>
    ),
  ],
} satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

/** Opens the menu of a row and picks an item, by its key. */
const choose =
  (row: string, key: string, opens: string): Step =>
  async (say) => {
    await focusRow(row);
    await userEvent.keyboard("{Shift>}{F10}{/Shift}");
    await userEvent.click(await page.findByRole("menuitem", { name: new RegExp(`^${escaped(say(key))}`) }));
    await page.findByRole(opens);
  };
const escaped = (text: string): string => text.replace(/[[\]().*+?^$]/g, "\\$&");

const tree: Story = {
  parameters: { padding: 0, stratum: { tenantId: mspIds.suspended } },
  render: () => (
    <div style={{ height: 480 }}>
      <TenantTree
        searchable
        includeArchived
        defaultExpandedIds={[mspIds.root, mspIds.reseller, mspIds.otherReseller]}
      />
    </div>
  ),
};
const treeSteps: Step[] = [
  () => treeRow("Harbor IT Partners"),
  async () => {
    await focusRow("Pine Ridge Dental");
    await userEvent.keyboard("{Shift>}{F10}{/Shift}");
    await page.findByRole("menu");
  },
  async (say) => {
    await leave("menu");
    await choose("Harbor IT Partners", "tenants.action.createChild", "dialog")(say);
  },
  async (say) => {
    await leave("dialog");
    await choose("Tidewater Logistics", "tenants.action.move", "dialog")(say);
    await userEvent.click(await page.findByRole("option", { name: /^Redwood Cyber/ }));
  },
  async (say) => {
    await leave("dialog");
    await choose("Tidewater Logistics", "tenants.action.archive", "alertdialog")(say);
  },
  async () => {
    await leave("alertdialog");
    await focusRow("Tidewater Logistics");
    await userEvent.keyboard("{Control>} {/Control}{ArrowDown}{Control>} {/Control}");
    await page.findByRole("toolbar");
  },
];
export const TreePseudo: Story = { ...tree, ...inPseudo(...treeSteps) };
export const TreeGerman: Story = { ...tree, ...inGerman(...treeSteps) };
export const TreeArabic: Story = { ...tree, ...inArabic(...treeSteps) };

const emptyTree: Story = { ...tree, parameters: { padding: 0, stratum: { seed: () => {}, tenantId: null } } };
const create: Step = (say) => page.findByRole("button", { name: say("tenants.action.create") });
export const EmptyTreePseudo: Story = { ...emptyTree, ...inPseudo(create) };

const switcher: Story = { render: () => <TenantSwitcher storageKey={null} /> };
const switcherSteps: Step[] = [
  () => page.findByRole("button", { name: /Bayside Credit Union/ }),
  async () => {
    await userEvent.click(page.getByRole("button", { name: /Bayside Credit Union/ }));
    await page.findByRole("option", { name: /^Harbor IT Partners/ });
  },
  async () => {
    await userEvent.keyboard("no such tenant");
    await gone("option");
  },
];
export const SwitcherPseudo: Story = { ...switcher, ...inPseudo(...switcherSteps) };
export const SwitcherGerman: Story = { ...switcher, ...inGerman(...switcherSteps) };
export const SwitcherArabic: Story = { ...switcher, ...inArabic(...switcherSteps) };

const picker: Story = { render: () => <TenantPicker label="Northwind" defaultValue={null} /> };
const pickerSteps: Step[] = [
  () => page.findByRole("combobox"),
  async () => {
    await userEvent.type(await page.findByRole("combobox"), "branch");
    await page.findByRole("option", { name: /^Marina Branch/ });
  },
];
export const PickerPseudo: Story = { ...picker, ...inPseudo(...pickerSteps) };
export const PickerGerman: Story = { ...picker, ...inGerman(...pickerSteps) };
export const PickerArabic: Story = { ...picker, ...inArabic(...pickerSteps) };

const breadcrumb: Story = {
  parameters: { width: "auto" },
  render: () => <TenantBreadcrumb tenantId={mspIds.site} />,
};
const breadcrumbSteps: Step[] = [
  () => page.findByText("Marina Branch"),
  async (say) => {
    const name = say("tenants.breadcrumb.siblings", { name: "Harbor IT Partners" });
    await userEvent.click(await page.findByRole("button", { name }));
    await page.findByRole("menuitemradio", { name: "Redwood Cyber" });
  },
];
export const BreadcrumbPseudo: Story = { ...breadcrumb, ...inPseudo(...breadcrumbSteps) };
export const BreadcrumbArabic: Story = { ...breadcrumb, ...inArabic(...breadcrumbSteps) };

const details: Story = {
  parameters: { width: "auto" },
  render: () => <TenantDetails tenantId={mspIds.suspended} />,
};
const detailsReady: Step = (say) => page.findByText(say("tenants.status.suspended"));
export const DetailsPseudo: Story = { ...details, ...inPseudo(detailsReady) };
export const DetailsGerman: Story = { ...details, ...inGerman(detailsReady) };
export const DetailsArabic: Story = { ...details, ...inArabic(detailsReady) };
