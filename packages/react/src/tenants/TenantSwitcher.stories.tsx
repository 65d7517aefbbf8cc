import type { Meta, StoryObj } from "@storybook/react-vite";
import { flatSeed, mspIds } from "@stratum-hq/sdk/msw";
import type { ReactElement } from "react";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { page, press } from "../testing/play.ts";
import { TenantSwitcher } from "./TenantSwitcher.tsx";
import { useTenantSwitcher } from "./useTenantSwitcher.ts";

const meta = {
  title: "tenants/TenantSwitcher",
  component: TenantSwitcher,
  args: { storageKey: null },
  decorators: [
    (Story) => (
      <div style={{ width: "min(100%, 280px)", minHeight: 480 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof TenantSwitcher>;
export default meta;
type Story = StoryObj<typeof meta>;

const trigger = (name: string | RegExp = /^Switch tenant/) => page.findByRole("button", { name });
const openIt = async (): Promise<void> => {
  await userEvent.click(await trigger());
  await page.findByRole("combobox", { name: "Find a tenant" });
};
const active = (): HTMLElement | null =>
  document.getElementById(page.getByRole("combobox").getAttribute("aria-activedescendant") ?? "");

export const Closed: Story = {
  play: async () => {
    await trigger("Switch tenant Bayside Credit Union");
  },
};

/** All tenants, each with the names above it; the chosen one has a mark. */
export const Ready: Story = {
  play: async () => {
    await openIt();
    await expect(await page.findByRole("option", { name: /^Harbor IT Partners/ })).toHaveTextContent(
      "Northwind Security",
    );
    await expect(page.getByRole("option", { selected: true })).toHaveTextContent("Bayside Credit Union");
    await expect(page.getByRole("combobox")).toHaveFocus();
  },
};

export const Searches: Story = {
  play: async () => {
    await openIt();
    await userEvent.keyboard("marina");
    await waitFor(() => expect(page.getAllByRole("option")).toHaveLength(1));
    await press("{Enter}");
    await trigger("Switch tenant Marina Branch");
    await waitFor(() => expect(page.queryByRole("listbox")).toBeNull());
  },
};

/** Arrows, pages and the ends, while the focus stays in the field. */
export const Keyboard: Story = {
  play: async () => {
    await openIt();
    await page.findAllByRole("option");
    await press("{ArrowDown}{ArrowDown}{ArrowUp}");
    await waitFor(() => expect(active()).toHaveAttribute("aria-posinset", "2"));
    await press("{PageDown}");
    await waitFor(() => expect(active()).toHaveAttribute("aria-posinset", "10"));
    await press("{Control>}{End}{/Control}");
    await waitFor(() =>
      expect(active()?.getAttribute("aria-posinset")).toBe(active()?.getAttribute("aria-setsize")),
    );
    await press("{Control>}{Home}{/Control}");
    await waitFor(() => expect(active()).toHaveAttribute("aria-posinset", "1"));
    await press("{Escape}");
    await waitFor(() => expect(page.queryByRole("combobox")).toBeNull());
    await expect(await trigger()).toHaveFocus();
  },
};

/** ⌘K or Ctrl K opens it from anywhere. Escape empties the field first, then closes. */
export const Shortcut: Story = {
  play: async () => {
    await trigger(/Bayside/);
    await press("{Control>}k{/Control}");
    await page.findByRole("combobox");
    await userEvent.keyboard("harbor");
    await press("{Escape}");
    await expect(page.getByRole("combobox")).toHaveValue("");
    await press("{Escape}");
    await waitFor(() => expect(page.queryByRole("combobox")).toBeNull());
  },
};
export const NoShortcut: Story = {
  args: { shortcut: false },
  play: async () => {
    await trigger(/Bayside/);
    await press("{Control>}k{/Control}");
    await expect(page.queryByRole("combobox")).toBeNull();
  },
};

/** Pinned ones come first, then recent ones; both are kept in the browser. */
export const PinnedAndRecent: Story = {
  args: { storageKey: "story.switcher" },
  beforeEach: () => localStorage.removeItem("story.switcher"),
  play: async () => {
    await openIt();
    await userEvent.keyboard("fjellheim");
    await waitFor(() => expect(page.getAllByRole("option")).toHaveLength(1));
    await userEvent.click(await page.findByRole("button", { name: "Pin “Fjellheim Energi”" }));
    await page.findByRole("button", { name: "Unpin “Fjellheim Energi”" });
    await userEvent.clear(page.getByRole("combobox"));
    await waitFor(() => expect(page.getAllByRole("option")[0]).toHaveTextContent("Fjellheim Energi"));
    await expect(page.getAllByRole("option")[0]).toHaveAccessibleName(/Pinned/);
    await expect(page.getAllByRole("option")[1]).toHaveAccessibleName(/Bayside Credit Union.*Recent/);
  },
};

/** No more rows in the document than fit, whatever the number of tenants; pages come as one scrolls. */
export const Many: Story = {
  parameters: { stratum: { seed: flatSeed(2_000), tenantId: null } },
  play: async () => {
    await userEvent.click(await trigger());
    await page.findAllByRole("option");
    await expect(page.getAllByRole("option").length).toBeLessThan(30);
    await press("{Control>}{End}{/Control}");
    await waitFor(() => expect(active()?.getAttribute("aria-setsize")).toBe("200"));
    await expect(page.getAllByRole("option").length).toBeLessThan(40);
  },
};

export const Loading: Story = {
  parameters: { stratum: { latency: (name: string) => (name === "listTenants" ? Infinity : 0) } },
  play: async () => {
    await openIt();
    await page.findByRole("status", { name: "Loading tenants" });
  },
};
export const Empty: Story = {
  parameters: { stratum: { seed: () => {}, tenantId: null } },
  play: async () => {
    await userEvent.click(await trigger());
    await page.findByText("There is no tenant yet.");
  },
};
export const NothingFound: Story = {
  play: async () => {
    await openIt();
    await userEvent.keyboard("zzz");
    await page.findByText("No tenant matches “zzz”.");
  },
};
export const Failing: Story = {
  parameters: { stratum: { failures: { listTenants: { code: "DATABASE_UNAVAILABLE" } } } },
  play: async () => {
    await openIt();
    await expect(await page.findByRole("alert")).toHaveTextContent("DATABASE_UNAVAILABLE");
  },
};
/** From the failure on: one press, and what it was asked for is there. */
export const Recovers: Story = {
  parameters: { stratum: { failures: { listTenants: { code: "DATABASE_UNAVAILABLE", times: 1 } } } },
  play: async () => {
    await openIt();
    await expect(await page.findByRole("alert")).toHaveTextContent("DATABASE_UNAVAILABLE");
    await userEvent.click(page.getByRole("button", { name: "Try again" }));
    await page.findByRole("option", { name: /^Harbor IT Partners/ });
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { session: { scopes: [] } } },
  play: async () => {
    await openIt();
    await page.findByText("You do not have access");
  },
};

/** The application decides where a choice leads. */
export const Controlled: Story = {
  args: { tenantId: mspIds.root, onSelect: fn() },
  play: async ({ args }) => {
    await openIt();
    await userEvent.click(await page.findByRole("option", { name: /^Harbor IT Partners/ }));
    await expect(args.onSelect).toHaveBeenCalledWith(mspIds.reseller);
    await trigger("Switch tenant Northwind Security");
  },
};

/** From the hook: a plain list that is always open. */
export const OwnMarkup: Story = {
  render: () => <OwnSwitcher />,
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Harbor IT Partners" }));
    await page.findByText("At Harbor IT Partners");
  },
};
function OwnSwitcher(): ReactElement {
  const { current, rows, pick } = useTenantSwitcher({ open: true, shortcut: false, storageKey: null });
  return (
    <div style={{ display: "grid", gap: 12 }}>
      <p>At {current?.name ?? "…"}</p>
      <ul style={{ display: "grid", gap: 8, padding: 0, listStyle: "none" }}>
        {rows.slice(0, 6).map((row) => (
          <li key={row.id}>
            <button type="button" style={{ padding: "4px 12px" }} onClick={() => pick(row)}>
              {row.name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
