import type { Meta, StoryObj } from "@storybook/react-vite";
import type { Tenant } from "@stratum-hq/core";
import { mspIds } from "@stratum-hq/sdk/msw";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { mockOf, page } from "../testing/play.ts";
import { useOpened } from "../testing/useOpened.ts";
import { CreateTenantDialog } from "./CreateTenantDialog.tsx";
import { useTenant } from "./useTenant.ts";
import { useTenantActions } from "./useTenantActions.ts";

interface ExampleProps {
  onOpenChange: (open: boolean) => void;
  root: boolean;
}
function Example({ onOpenChange, root }: ExampleProps) {
  const actions = useTenantActions();
  const parent = useTenant(mspIds.reseller).data;
  const opened = useOpened(onOpenChange);
  const dialog = (at: Tenant | null) => <CreateTenantDialog {...opened} run={actions.run} parent={at} />;
  if (root) return dialog(null);
  return parent ? dialog(parent) : null;
}

const meta = {
  title: "tenants/CreateTenantDialog",
  component: Example,
  args: { onOpenChange: fn(), root: false },
  parameters: {
    stratum: { frame: ["getTenant"] },
    docs: { story: { inline: false, height: "520px" } },
  },
} satisfies Meta<typeof Example>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Ready: Story = {};
export const Root: Story = { args: { root: true } };

/** The slug follows the name until somebody writes their own. */
export const ProposesSlug: Story = {
  play: async (context) => {
    const name = await page.findByRole("textbox", { name: "Name" });
    const slug = page.getByRole("textbox", { name: "Slug" });
    await userEvent.type(name, "Müller & Söhne 24/7");
    await expect(slug).toHaveValue("muller_sohne_24_7");
    await userEvent.clear(slug);
    await userEvent.type(slug, "mueller");
    await userEvent.type(name, " GmbH");
    await expect(slug).toHaveValue("mueller");
    await userEvent.selectOptions(page.getByRole("combobox"), "DB_PER_TENANT");
    await userEvent.click(page.getByRole("button", { name: "Create tenant" }));
    await waitFor(() => expect(context.args.onOpenChange).toHaveBeenCalledWith(false));
    const made = [...mockOf(context).state.tenants.values()].find((one) => one.slug === "mueller");
    await expect(made).toMatchObject({ parent_id: mspIds.reseller, isolation_strategy: "DB_PER_TENANT" });
  },
};

export const Invalid: Story = {
  play: async () => {
    await userEvent.type(await page.findByRole("textbox", { name: "Slug" }), "9 Lives");
    await userEvent.click(page.getByRole("button", { name: "Create tenant" }));
    await page.findByText("Give it a name, for example Northwind Traders.");
    await expect(page.getByRole("textbox", { name: "Name" })).toHaveFocus();
    await expect(page.getByRole("textbox", { name: "Slug" })).toHaveAccessibleDescription(
      /Start with a letter/,
    );
  },
};

/** What the server refuses stands at the field that it is about. */
export const Refused: Story = {
  play: async () => {
    await userEvent.type(await page.findByRole("textbox", { name: "Name" }), "Tidewater Logistics");
    await userEvent.click(page.getByRole("button", { name: "Create tenant" }));
    await waitFor(() =>
      expect(page.getByRole("textbox", { name: "Slug" })).toHaveAccessibleDescription(
        /A sibling already has this slug/,
      ),
    );
  },
};

export const Failing: Story = {
  parameters: { stratum: { failures: { createTenant: "network" } } },
  play: async () => {
    await userEvent.type(await page.findByRole("textbox", { name: "Name" }), "Contoso");
    await userEvent.click(page.getByRole("button", { name: "Create tenant" }));
    await expect(await page.findByRole("alert")).toHaveTextContent("The server could not be reached");
  },
};

export const Saving: Story = {
  parameters: {
    stratum: {
      latency: (operation: string) => (operation === "createTenant" ? Number.POSITIVE_INFINITY : 0),
    },
  },
  play: async () => {
    await userEvent.type(await page.findByRole("textbox", { name: "Name" }), "Contoso");
    await userEvent.click(page.getByRole("button", { name: "Create tenant" }));
    await expect(page.getByRole("button", { name: "Create tenant" })).toHaveAttribute("aria-busy", "true");
  },
};

export const Forbidden: Story = {
  globals: { role: "reader" },
  play: async () => {
    await userEvent.type(await page.findByRole("textbox", { name: "Name" }), "Contoso");
    await userEvent.click(page.getByRole("button", { name: "Create tenant" }));
    await expect(await page.findByRole("alert")).toHaveTextContent(/write/);
  },
};
