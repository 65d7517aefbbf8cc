import type { Meta, StoryObj } from "@storybook/react-vite";
import { chainSeed, flatSeed, mspIds, mspSeed, type Store } from "@stratum-hq/sdk/msw";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { mockOf, page } from "../testing/play.ts";
import { TenantBreadcrumb, type TenantBreadcrumbProps } from "./TenantBreadcrumb.tsx";
import { useTenantSearch } from "./useTenant.ts";
import { useTenantBreadcrumb } from "./useTenantBreadcrumb.ts";

const meta = {
  title: "tenants/TenantBreadcrumb",
  component: TenantBreadcrumb,
  args: { tenantId: mspIds.site, onSelect: fn() },
  // Some find their tenant by its name.
  parameters: { stratum: { frame: ["searchTenants"] } },
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
/** The chevron before a step opens what stands beside it; it is loaded then, and by pages. */
export const Siblings: Story = {
  play: async ({ args }) => {
    await userEvent.click(await page.findByRole("button", { name: "Beside Harbor IT Partners" }));
    await expect(await page.findByRole("menuitemradio", { name: "Harbor IT Partners" })).toBeChecked();
    await userEvent.click(page.getByRole("menuitemradio", { name: "Redwood Cyber" }));
    await expect(args.onSelect).toHaveBeenCalledWith(expect.stringMatching(/^[0-9a-f-]{36}$/));
  },
};
/** What stands beside the first step are the other roots that the caller sees. */
export const OtherRoots: Story = {
  parameters: {
    stratum: {
      seed: (store: Store) => {
        mspSeed(store);
        store.addTenant({ name: "Contoso Holding", slug: "contoso" });
      },
    },
  },
  play: async ({ args }) => {
    await userEvent.click(await page.findByRole("button", { name: "Beside Northwind Security" }));
    await expect(await page.findByRole("menuitemradio", { name: "Northwind Security" })).toBeChecked();
    await userEvent.click(page.getByRole("menuitemradio", { name: "Contoso Holding" }));
    await expect(args.onSelect).toHaveBeenCalledOnce();
  },
};
export const ManySiblings: Story = {
  parameters: { stratum: { seed: flatSeed(250) } },
  render: (args) => <Deepest {...args} query="Bergen Bakery 101" />,
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: /^Beside Bergen/ }));
    await waitFor(() => expect(page.getAllByRole("menuitemradio")).toHaveLength(100));
    await userEvent.click(page.getByRole("menuitem", { name: "Load more" }));
    await waitFor(() => expect(page.getAllByRole("menuitemradio")).toHaveLength(200));
  },
};
export const SiblingsFail: Story = {
  parameters: { stratum: { failures: { listChildren: { code: "INTERNAL_ERROR", times: 1 } } } },
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Beside Harbor IT Partners" }));
    await userEvent.click(await page.findByRole("menuitem", { name: /^Try again/ }));
    await page.findByRole("menuitemradio", { name: "Redwood Cyber" });
  },
};
export const Failing: Story = {
  parameters: { stratum: { failures: { getTenant: { code: "DATABASE_UNAVAILABLE" } } } },
  play: async () => {
    await expect(await page.findByRole("alert")).toHaveTextContent("The path could not be loaded.");
  },
};
/** From the failure on: one press, and what it was asked for is there. */
export const Recovers: Story = {
  parameters: { stratum: { failures: { getTenant: { code: "DATABASE_UNAVAILABLE", times: 1 } } } },
  play: async () => {
    await page.findByRole("alert");
    await userEvent.click(page.getByRole("button", { name: "Try again" }));
    await page.findByText("Marina Branch");
  },
};
/** Without its path a tenant would look like a root: the error takes the whole place. */
export const PathFails: Story = {
  parameters: { stratum: { failures: { getAncestors: { code: "DATABASE_UNAVAILABLE", times: 1 } } } },
  play: async () => {
    await expect(await page.findByRole("alert")).toHaveTextContent("The path could not be loaded.");
    await expect(page.queryByText("Marina Branch")).toBeNull();
    await userEvent.click(page.getByRole("button", { name: "Try again" }));
    await page.findByRole("button", { name: "Bayside Credit Union" });
  },
};
/** What is cut off shows whole in a tooltip, for the keyboard too. */
export const Truncated: Story = {
  decorators: [
    (Story) => (
      <div style={{ width: 200 }}>
        <Story />
      </div>
    ),
  ],
  play: async () => {
    await page.findByText("Marina Branch");
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.tab();
    await expect(document.activeElement).toHaveTextContent("Bayside Credit Union");
    await expect(await page.findByRole("tooltip")).toHaveTextContent("Bayside Credit Union");
  },
};
/** From the hook: the way as one line of text. */
export const OwnMarkup: Story = {
  render: () => <Line />,
  play: async () => {
    await page.findByText("Northwind Security / Harbor IT Partners / Bayside Credit Union / Marina Branch");
  },
};
function Line() {
  const { above, here } = useTenantBreadcrumb({ tenantId: mspIds.site });
  return <p>{[...above, ...(here ? [here] : [])].map(({ name }) => name).join(" / ")}</p>;
}
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
  render: (args) => <Deepest {...args} query="Level 9" />,
  play: async (context) => {
    await userEvent.click(await page.findByRole("button", { name: "5 more levels" }));
    await userEvent.click(await page.findByRole("menuitem", { name: "Level 4" }));
    const level4 = [...mockOf(context).state.tenants.values()].find((one) => one.name === "Level 4");
    await expect(context.args.onSelect).toHaveBeenCalledWith(level4?.id);
  },
};
function Deepest({ query, ...args }: TenantBreadcrumbProps & { query: string }) {
  const hit = useTenantSearch(query).data?.pages[0]?.data[0];
  return hit ? <TenantBreadcrumb {...args} tenantId={hit.id} /> : null;
}
