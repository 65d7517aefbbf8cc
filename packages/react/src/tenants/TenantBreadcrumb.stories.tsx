import type { Meta, StoryObj } from "@storybook/react-vite";
import { chainSeed, mspIds } from "@stratum-hq/sdk/msw";
import { expect, fn, userEvent } from "storybook/test";
import { mockOf, page } from "../testing/play.ts";
import { TenantBreadcrumb } from "./TenantBreadcrumb.tsx";
import { useTenantSearch } from "./useTenant.ts";

const meta = {
  title: "tenants/TenantBreadcrumb",
  component: TenantBreadcrumb,
  args: { tenantId: mspIds.site, onSelect: fn() },
} satisfies Meta<typeof TenantBreadcrumb>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Ready: Story = {
  play: async ({ args }) => {
    await userEvent.click(await page.findByRole("button", { name: "Harbor IT Partners" }));
    await expect(args.onSelect).toHaveBeenCalledWith(mspIds.reseller);
    await expect(page.getByText("Marina Branch").closest("li")).toHaveAttribute("aria-current", "page");
  },
};
export const Root: Story = { args: { tenantId: mspIds.root } };
export const Loading: Story = { parameters: { stratum: { latency: Number.POSITIVE_INFINITY } } };
export const Narrow: Story = {
  decorators: [
    (Story) => (
      <div style={{ width: 240 }}>
        <Story />
      </div>
    ),
  ],
};

/** What does not fit is in a menu. */
export const Deep: Story = {
  parameters: { stratum: { seed: chainSeed(9) } },
  render: (args) => <Deepest {...args} />,
  play: async (context) => {
    await userEvent.click(await page.findByRole("button", { name: "5 more levels" }));
    await userEvent.click(await page.findByRole("menuitem", { name: "Level 4" }));
    const level4 = [...mockOf(context).state.tenants.values()].find((one) => one.name === "Level 4");
    await expect(context.args.onSelect).toHaveBeenCalledWith(level4?.id);
  },
};
function Deepest(args: Parameters<typeof TenantBreadcrumb>[0]) {
  const hit = useTenantSearch("Level 9").data?.pages[0]?.data[0];
  return hit ? <TenantBreadcrumb {...args} tenantId={hit.id} /> : null;
}
