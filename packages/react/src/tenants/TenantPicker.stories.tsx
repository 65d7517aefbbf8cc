import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds } from "@stratum-hq/sdk/msw";
import type { ReactElement } from "react";
import { Controller, useForm } from "react-hook-form";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { page, press } from "../testing/play.ts";
import { Button, Note } from "../ui/index.ts";
import { TenantPicker } from "./TenantPicker.tsx";
import { useTenantChoice } from "./useTenantChoice.ts";

const meta = {
  title: "tenants/TenantPicker",
  component: TenantPicker,
  args: { label: "Bill to", onChange: fn() },
  decorators: [
    (Story) => (
      <div style={{ width: "min(100%, 320px)", minHeight: 320 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof TenantPicker>;
export default meta;
type Story = StoryObj<typeof meta>;

const field = () => page.findByRole("combobox", { name: "Bill to" });

export const Empty: Story = { args: { hint: "Who gets the invoices." } };
export const Ready: Story = {
  args: { defaultValue: mspIds.customer },
  play: async () => {
    await waitFor(async () => expect(await field()).toHaveValue("Bayside Credit Union"));
  },
};
export const Picks: Story = {
  play: async ({ args }) => {
    await userEvent.type(await field(), "harbor");
    await page.findByRole("option", { name: /^Harbor IT Partners/ });
    await press("{Enter}");
    await expect(args.onChange).toHaveBeenCalledWith(mspIds.reseller);
    await waitFor(async () => expect(await field()).toHaveValue("Harbor IT Partners"));
    await expect(page.queryByRole("listbox")).toBeNull();
  },
};
/** What is typed and not taken goes away again; an emptied field chooses none. */
export const Leaves: Story = {
  args: { defaultValue: mspIds.customer },
  play: async ({ args }) => {
    await waitFor(async () => expect(await field()).toHaveValue("Bayside Credit Union"));
    await userEvent.type(await field(), "zzz");
    await press("{Tab}");
    await waitFor(async () => expect(await field()).toHaveValue("Bayside Credit Union"));
    await expect(args.onChange).not.toHaveBeenCalled();
    await userEvent.clear(await field());
    await userEvent.click(document.body);
    await expect(args.onChange).toHaveBeenCalledWith(null);
  },
};
export const Clears: Story = {
  args: { defaultValue: mspIds.customer },
  play: async ({ args }) => {
    await userEvent.click(await page.findByRole("button", { name: "Choose no tenant" }));
    await expect(args.onChange).toHaveBeenCalledWith(null);
    await expect(await field()).toHaveFocus();
  },
};
/** Some can be read, not taken, and say why. */
export const NotAll: Story = {
  args: {
    canChoose: (tenant) => tenant.child_count === 0 || "Only tenants that have none below them have a bill.",
  },
  play: async ({ args }) => {
    await userEvent.type(await field(), "harbor");
    const option = await page.findByRole("option", { name: /^Harbor.*Only tenants that have none/ });
    await expect(option).toHaveAttribute("aria-disabled", "true");
    await press("{Enter}");
    await expect(args.onChange).not.toHaveBeenCalled();
  },
};
export const Invalid: Story = { args: { error: "Choose who pays.", required: true } };
export const Disabled: Story = { args: { defaultValue: mspIds.customer, disabled: true } };
export const Unknown: Story = {
  args: { defaultValue: "0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e" },
  play: async () => {
    await waitFor(async () => expect(await field()).toHaveValue("A tenant that you cannot see"));
  },
};
export const Loading: Story = {
  parameters: { stratum: { latency: Number.POSITIVE_INFINITY } },
  play: async () => {
    await userEvent.type(await field(), "a");
    await page.findByText("Searching…");
  },
};
export const Failing: Story = {
  parameters: {
    stratum: {
      failures: { searchTenants: { code: "BUSY", message: "The server is busy. Try again in a moment." } },
    },
  },
  play: async () => {
    await userEvent.type(await field(), "a");
    await page.findByText(/The search failed/);
  },
};
/** What is pressed in the list takes nothing from the field: what was typed is asked for once more. */
export const Recovers: Story = {
  parameters: { stratum: { failures: { searchTenants: { code: "BUSY", times: 1 } } } },
  play: async () => {
    await userEvent.type(await field(), "marina");
    await userEvent.click(await page.findByRole("button", { name: "Try again" }));
    await page.findByRole("option", { name: /^Marina/ });
    await expect(await field()).toHaveValue("marina");
    await expect(await field()).toHaveFocus();
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { session: { scopes: [] } } },
  play: async () => {
    await userEvent.type(await field(), "a");
    await page.findByText("You do not have access");
  },
};

/** With react-hook-form: an error takes the focus to the field. */
export const InAForm: Story = {
  render: () => <Form />,
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Send" }));
    await page.findByText("Choose who pays.");
    await waitFor(async () => expect(await field()).toHaveFocus());
    await userEvent.type(await field(), "marina");
    await page.findByRole("option", { name: /^Marina/ });
    await press("{Enter}");
    await userEvent.click(page.getByRole("button", { name: "Send" }));
    await page.findByText(/^Sent [0-9a-f-]{36}$/);
  },
};
function Form(): ReactElement {
  const form = useForm<{ payer: string | null }>({ defaultValues: { payer: null } });
  const { isSubmitSuccessful } = form.formState;
  return (
    <form onSubmit={form.handleSubmit(() => {})} style={{ display: "grid", gap: 12 }}>
      <Controller
        name="payer"
        control={form.control}
        rules={{ required: "Choose who pays." }}
        render={({ field, fieldState }) => (
          <TenantPicker label="Bill to" required {...field} error={fieldState.error?.message} />
        )}
      />
      <Button type="submit">Send</Button>
      {isSubmitSuccessful && <Note tone="blue">{`Sent ${form.getValues("payer")}`}</Note>}
    </form>
  );
}

/** From the hook: a native field with a plain list. */
export const OwnMarkup: Story = {
  render: () => <OwnPicker />,
  play: async () => {
    await userEvent.type(await page.findByRole("textbox", { name: "Tenant" }), "marina");
    await userEvent.click(await page.findByRole("button", { name: "Marina Branch" }));
    await page.findByText("Chosen: Marina Branch");
  },
};
function OwnPicker(): ReactElement {
  const { name, text, type, options, pick } = useTenantChoice();
  return (
    <div style={{ display: "grid", gap: 12, justifyItems: "start" }}>
      <label style={{ display: "grid", gap: 4 }}>
        Tenant
        <input value={text ?? ""} onChange={(event) => type(event.target.value)} />
      </label>
      <p>Chosen: {name ?? "none"}</p>
      {options.map((option) => (
        <button key={option.id} type="button" onClick={() => pick(option)}>
          {option.value.name}
        </button>
      ))}
    </div>
  );
}
