import type { Meta, StoryObj } from "@storybook/react-vite";
import { flatSeed } from "@stratum-hq/sdk/msw";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { page, press } from "../testing/play.ts";
import { TenantSearch } from "./TenantSearch.tsx";

const meta = {
  title: "tenants/TenantSearch",
  component: TenantSearch,
  args: { onSelect: fn() },
  decorators: [
    (Story) => (
      <div style={{ width: "min(100%, 320px)", minHeight: 320 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof TenantSearch>;
export default meta;
type Story = StoryObj<typeof meta>;

const search = async (text: string): Promise<void> => {
  await userEvent.type(await page.findByRole("combobox", { name: "Find a tenant" }), text);
};

export const Idle: Story = {};

/** Hits of the server, each with the way to it. Arrows choose, Enter takes. */
export const Ready: Story = {
  play: async () => {
    await search("branch");
    await expect(await page.findByRole("option", { name: /^Marina Branch/ })).toHaveTextContent(
      "… › Harbor IT Partners › Bayside Credit Union",
    );
    await press("{ArrowDown}");
    const field = page.getByRole("combobox");
    const active = document.getElementById(field.getAttribute("aria-activedescendant") ?? "");
    await expect(active).toHaveTextContent("Marina Branch");
  },
};

export const Picks: Story = {
  play: async ({ args }) => {
    await search("marina");
    await page.findByRole("option", { name: /^Marina/ });
    await press("{Enter}");
    await expect(args.onSelect).toHaveBeenCalledWith(expect.objectContaining({ name: "Marina Branch" }));
    await waitFor(() => expect(page.queryByRole("listbox")).toBeNull());
  },
};

export const Closes: Story = {
  play: async () => {
    await search("marina");
    await page.findByRole("option", { name: /^Marina/ });
    await press("{Escape}");
    await waitFor(() => expect(page.queryByRole("listbox")).toBeNull());
    await expect(page.getByRole("combobox")).toHaveValue("marina");
    await press("{Escape}");
    await expect(page.getByRole("combobox")).toHaveValue("");
  },
};

export const Empty: Story = {
  play: async () => {
    await search("zzz");
    await page.findByText("No tenant matches “zzz”.");
  },
};

export const Loading: Story = {
  parameters: { stratum: { latency: Number.POSITIVE_INFINITY } },
  play: async () => {
    await search("a");
    await page.findByText("Searching…");
  },
};

export const Failing: Story = {
  parameters: { stratum: { failures: { searchTenants: "network" } } },
  play: async () => {
    await search("a");
    await page.findByText(/The search failed/);
  },
};

export const Forbidden: Story = {
  parameters: { stratum: { session: { scopes: [] } } },
  play: async () => {
    await search("a");
    await page.findByText("You do not have access");
  },
};

export const ManyHits: Story = {
  parameters: { stratum: { seed: flatSeed(500) } },
  play: async () => {
    await search("hotel");
    await userEvent.click(await page.findByRole("button", { name: "Show more" }));
    await waitFor(() => expect(page.getAllByRole("option")).toHaveLength(40));
  },
};
