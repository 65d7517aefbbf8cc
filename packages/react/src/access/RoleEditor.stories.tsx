import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import { mockOf, page } from "../testing/play.ts";
import { withRoles } from "../testing/roles-seed.ts";
import { RoleEditor } from "./RoleEditor.tsx";

const meta = {
  title: "access/RoleEditor",
  component: RoleEditor,
  parameters: { stratum: { seed: withRoles } },
  decorators: [
    (Story, { parameters }) => (
      <div className="st-card" style={{ padding: 16, maxWidth: parameters.width ?? 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof RoleEditor>;
export default meta;
type Story = StoryObj<typeof meta>;
type Loaded = { loaded: Record<string, unknown> };

const roleNamed = (context: Loaded, name: string) =>
  [...mockOf(context).state.roles.values()].find((role) => role.name === name);
const row = async (name: string): Promise<ReturnType<typeof within>> =>
  within((await page.findByRole("rowheader", { name: new RegExp(`^${name}`) })).closest("tr") as HTMLElement);
const dialog = async (name: string, role = "dialog"): Promise<ReturnType<typeof within>> =>
  within(await screen.findByRole(role, { name }));

export const Ready: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findAllByRole("rowheader")).toHaveLength(5);
    const support = await row("Support");
    await expect(support.getByText("Read and change")).toBeInTheDocument();
    await expect(support.getByText("This tenant")).toBeInTheDocument();
    await expect(support.getByText("2 keys and 3 people")).toBeInTheDocument();
    await expect((await row("Auditors")).getByText("Inherited from Harbor IT Partners")).toBeInTheDocument();
    await expect((await row("Operators")).getByText("The platform")).toBeInTheDocument();
    await expect((await row("Break glass")).getByText("Read secrets")).toBeInTheDocument();
  },
};
export const Loading: Story = {
  parameters: { stratum: { seed: withRoles, latency: Number.POSITIVE_INFINITY } },
};
export const Empty: Story = {
  parameters: { stratum: { seed: mspSeed } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No roles yet")).toBeInTheDocument();
    await expect(canvas.getByRole("button", { name: "Create role" })).toBeInTheDocument();
  },
};
export const Failed: Story = {
  parameters: { stratum: { failures: { listRoles: "network" } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("NETWORK_ERROR");
    await expect(canvas.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { failures: { listRoles: { code: "FORBIDDEN" } } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/can give you the admin scope/)).toBeInTheDocument();
  },
};
export const ReadOnly: Story = {
  args: { readOnly: true },
  play: async ({ canvas, userEvent }) => {
    await canvas.findAllByRole("rowheader");
    await expect(canvas.queryByRole("button", { name: /^(Create|Edit|Delete)/ })).toBeNull();
    await userEvent.click(canvas.getByRole("button", { name: /^Who holds Support: / }));
    const holders = await dialog("Who holds Support");
    await expect(await holders.findAllByRole("listitem")).toHaveLength(5);
    await expect(holders.queryByRole("button", { name: /^(Give|Take)/ })).toBeNull();
  },
};
export const Narrow: Story = { parameters: { width: 366 } };

export const MakesARole: Story = {
  args: { onAfterChange: fn() },
  play: async ({ args, canvas, userEvent, ...context }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Create role" }));
    const form = await dialog("Create role");
    await expect(form.getByRole("button", { name: "Create role" })).toBeDisabled();
    await userEvent.type(form.getByRole("textbox", { name: "Name" }), "Keepers");
    await userEvent.type(form.getByRole("textbox", { name: /Description/ }), "Of secrets");
    await userEvent.selectOptions(
      form.getByRole("combobox", { name: "Whoever holds it may" }),
      "Only what is ticked below",
    );
    await expect(form.getByRole("button", { name: "Create role" }), "gives nothing yet").toBeDisabled();
    await userEvent.click(form.getByRole("checkbox", { name: "Read secrets" }));
    await userEvent.click(form.getByRole("button", { name: "Create role" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(await canvas.findByText("Keepers")).toBeInTheDocument();
    await expect(roleNamed(context, "Keepers")).toMatchObject({
      tenant_id: mspIds.customer,
      description: "Of secrets",
      scopes: ["secrets:read"],
    });
    await expect(args.onAfterChange).toHaveBeenCalledOnce();
  },
};
export const ATakenNameIsToldAtItsField: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Create role" }));
    const form = await dialog("Create role");
    const name = form.getByRole("textbox", { name: "Name" });
    await userEvent.type(name, "Support");
    await userEvent.click(form.getByRole("button", { name: "Create role" }));
    await waitFor(() =>
      expect(name).toHaveAccessibleDescription("Another role of this tenant has this name."),
    );
    await userEvent.type(name, "x".repeat(100));
    await userEvent.click(form.getByRole("button", { name: "Create role" }));
    await waitFor(() => expect(name).toHaveAccessibleDescription(/100 characters/));
  },
};
export const OffersNothingBeyondTheCaller: Story = {
  parameters: { stratum: { seed: withRoles, session: { scopes: ["admin"] } } },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Create role" }));
    const form = await dialog("Create role");
    const secrets = form.getByRole("checkbox", { name: "Read secrets" });
    await expect(secrets).toBeDisabled();
    await expect(secrets).toHaveAccessibleDescription(/cannot give it/);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await userEvent.click(canvas.getByRole("button", { name: /^Who holds Break glass: / }));
    const holders = await dialog("Who holds Break glass");
    await expect(await holders.findByText(/You lack: Read secrets\./)).toBeInTheDocument();
    await expect(holders.queryByRole("button", { name: "Give" })).toBeNull();
  },
};
export const ChangesARole: Story = {
  play: async ({ canvas, userEvent, ...context }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Edit Support" }));
    const form = await dialog("Edit Support");
    await expect(form.getByRole("button", { name: "Save" }), "nothing is changed yet").toBeDisabled();
    await userEvent.selectOptions(form.getByRole("combobox"), "Administer");
    await userEvent.clear(form.getByRole("textbox", { name: /Description/ }));
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(await (await row("Support")).findByText("Administer")).toBeInTheDocument();
    await expect(roleNamed(context, "Support")).toMatchObject({ description: null, scopes: ["admin"] });
  },
};
export const AStaleEditTellsWhatIsThereNow: Story = {
  play: async ({ canvas, userEvent, ...context }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Edit Support" }));
    const form = await dialog("Edit Support");
    const stored = roleNamed(context, "Support");
    if (stored) Object.assign(stored, { name: "Help desk", scopes: ["read"], version: 2 });
    const name = form.getByRole("textbox", { name: "Name" });
    await userEvent.type(name, " crew");
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await expect(await form.findByText(/It is now Help desk: Read\./)).toBeInTheDocument();
    await userEvent.click(form.getByRole("button", { name: "Keep mine" }));
    await expect(name).toHaveValue("Support crew");
    if (stored) stored.version = 3;
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await userEvent.click(await form.findByRole("button", { name: "Take theirs" }));
    await expect(name).toHaveValue("Help desk");
    await userEvent.type(name, " crew");
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(stored).toMatchObject({ name: "Help desk crew", scopes: ["read"], version: 4 });
  },
};
export const DeletesAfterTellingWhoLosesIt: Story = {
  args: { onAfterChange: fn() },
  play: async ({ args, canvas, userEvent, ...context }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Delete Support" }));
    const asked = await screen.findByRole("alertdialog", { name: "Delete Support?" });
    await expect(asked).toHaveTextContent("2 keys and 3 people lose at once what it gives.");
    await userEvent.click(within(asked).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(args.onAfterChange).toHaveBeenCalledOnce());
    await expect(roleNamed(context, "Support")).toBeUndefined();
    await waitFor(() => expect(canvas.queryByText("Support")).toBeNull());
    await userEvent.click(canvas.getByRole("button", { name: "Delete Secret readers" }));
    await expect(await screen.findByRole("alertdialog")).toHaveTextContent(/Nobody holds it/);
  },
};
export const VetoedDeletion: Story = {
  args: { onBeforeChange: async () => false },
  play: async ({ canvas, userEvent, ...context }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Delete Support" }));
    const asked = await dialog("Delete Support?", "alertdialog");
    await userEvent.click(asked.getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    await expect(roleNamed(context, "Support")).toBeDefined();
  },
};
