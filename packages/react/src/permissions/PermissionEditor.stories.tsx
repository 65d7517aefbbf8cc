import type { Meta, StoryObj } from "@storybook/react-vite";
import { type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import { PermissionEditor } from "./PermissionEditor.tsx";

const meta = {
  title: "permissions/PermissionEditor",
  component: PermissionEditor,
  decorators: [
    (Story, { parameters }) => (
      <div className="st-card" style={{ padding: 16, maxWidth: parameters.width ?? 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof PermissionEditor>;
export default meta;
type Story = StoryObj<typeof meta>;

const ownOf = (loaded: Record<string, unknown>, tenant: string, key: string) =>
  (loaded.mock as MockControlPlane).state.permissions.get(tenant)?.get(key);
const rowOf = async (key: string): Promise<HTMLElement> =>
  (await screen.findByRole("rowheader", { name: key })).closest("tr") as HTMLElement;

export const Ready: Story = {};
/** The top of the forest: everything is set here, and every rule may be chosen. */
export const Root: Story = { parameters: { stratum: { tenantId: mspIds.root } } };
export const Loading: Story = { parameters: { stratum: { latency: Number.POSITIVE_INFINITY } } };
export const Empty: Story = {
  parameters: {
    stratum: {
      seed: (store: MockControlPlane["state"]) => {
        mspSeed(store);
        store.permissions.clear();
      },
    },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No permissions yet")).toBeInTheDocument();
  },
};
export const Failed: Story = {
  parameters: { stratum: { failures: { resolvePermissions: { code: "INTERNAL_ERROR", times: 1 } } } },
  play: async ({ canvas, userEvent }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("INTERNAL_ERROR");
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await rowOf("users.invite");
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { failures: { resolvePermissions: { code: "FORBIDDEN" } } } },
};
export const ReadOnly: Story = { args: { readOnly: true } };
export const Narrow: Story = { parameters: { width: 366 } };

export const SpeaksInSentences: Story = {
  play: async ({ canvasElement }) => {
    await expect(await rowOf("audit.read")).toHaveTextContent("Nobody below may change this");
    await expect(await rowOf("users.invite")).toHaveTextContent("Revoking also removes what stands below");
    await expect(await rowOf("wire_transfers.approve")).toHaveTextContent("Can never be revoked");
    await expect(canvasElement).not.toHaveTextContent(/LOCKED|INHERITED|DELEGATED|CASCADE|PERMANENT/);
  },
};
export const OffersOnlyWhatTheRulesAllow: Story = {
  play: async () => {
    const locked = within(await rowOf("devices.wipe"));
    await expect(locked.queryByRole("button", { name: /Set|Edit|Revoke/ })).toBeNull();
    const hidden = within(await rowOf("devices.isolate"));
    await expect(hidden.getByText("Yours is hidden: Not allowed")).toBeInTheDocument();
    await expect(hidden.getByRole("button", { name: "Revoke devices.isolate" })).toBeInTheDocument();
    const permanent = within(await rowOf("wire_transfers.approve"));
    await expect(permanent.queryByRole("button", { name: /Edit|Revoke/ })).toBeNull();
    const inherited = within(await rowOf("billing.view"));
    await expect(inherited.getByRole("button", { name: "Set billing.view here" })).toBeInTheDocument();
  },
};
export const SwitchesAtOnce: Story = {
  args: { onAfterChange: fn() },
  play: async ({ args, canvas, userEvent, loaded }) => {
    const input = await canvas.findByRole("switch", { name: "users.invite is allowed" });
    await userEvent.click(input);
    await expect(input).not.toBeChecked();
    await waitFor(() => expect(ownOf(loaded, mspIds.customer, "users.invite")?.value).toBe(false));
    await waitFor(() => expect(args.onAfterChange).toHaveBeenCalledOnce());
  },
};
export const FailedSwitchGoesBack: Story = {
  parameters: { stratum: { failures: { updatePermission: { code: "INTERNAL_ERROR" } } } },
  play: async ({ canvas, userEvent }) => {
    const input = await canvas.findByRole("switch", { name: "users.invite is allowed" });
    await userEvent.click(input);
    await expect(await canvas.findByRole("alert")).toHaveTextContent("your change was taken back");
    await expect(input).toBeChecked();
  },
};
/** Harbor IT Partners keeps the rules of `billing.view`, so only its value is asked for. */
export const ValueOnlyWhereRulesAreKept: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Set billing.view here" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Set billing.view here" }));
    await expect(dialog.queryByRole("group", { name: "Tenants below" })).toBeNull();
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Value" }), "Not allowed");
    await userEvent.click(dialog.getByRole("button", { name: "Set here" }));
    await waitFor(() => expect(ownOf(loaded, mspIds.customer, "billing.view")?.value).toBe(false));
  },
};
export const AddsAPermission: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Add permission" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Add a permission" }));
    await userEvent.type(dialog.getByRole("textbox", { name: "Permission" }), "reports.schedule");
    await userEvent.click(dialog.getByRole("radio", { name: "Nobody below may change this" }));
    await userEvent.click(dialog.getByRole("radio", { name: "Can never be revoked" }));
    await expect(dialog.getByText(/nobody can change or revoke this/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole("radio", { name: "Revoking leaves what stands below" }));
    await userEvent.click(dialog.getByRole("button", { name: "Add permission" }));
    await rowOf("reports.schedule");
    const own = ownOf(loaded, mspIds.customer, "reports.schedule");
    await expect([own?.value, own?.mode, own?.revocation_mode]).toEqual([true, "LOCKED", "SOFT"]);
  },
};
export const RevocationShowsWhoLosesAndWhoKeeps: Story = {
  parameters: { stratum: { tenantId: mspIds.clinics } },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Revoke patient_data.view" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Revoke patient_data.view?" });
    await expect(await within(dialog).findByText("2 tenants lose their policy")).toBeInTheDocument();
    await expect(dialog).toHaveTextContent(
      /Eastport Clinic.*1 tenant below keeps its policy.*Millbrook Clinic/,
    );
    await userEvent.click(within(dialog).getByRole("button", { name: "Revoke" }));
    await waitFor(() => expect(ownOf(loaded, mspIds.clinics, "patient_data.view")).toBeUndefined());
    await waitFor(() => expect(canvas.queryByRole("rowheader", { name: "patient_data.view" })).toBeNull());
  },
};
export const SourceSaysWhatMayBeDone: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: /Where alerts.acknowledge/ }));
    const popover = await screen.findByRole("dialog");
    await expect(popover).toHaveTextContent(
      "Northwind Security sets this and lets you decide both value and rules.",
    );
    await expect(within(popover).getByRole("button", { name: "Set here" })).toBeInTheDocument();
  },
};
export const StaleFormOffersReload: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Edit users.invite" }));
    const own = ownOf(loaded, mspIds.customer, "users.invite");
    if (own) Object.assign(own, { value: false, version: 2 });
    const dialog = within(await screen.findByRole("dialog", { name: "Edit users.invite" }));
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await expect(await dialog.findByRole("alert")).toHaveTextContent("Someone else changed users.invite");
    await userEvent.click(dialog.getByRole("button", { name: "Reload" }));
    await waitFor(() =>
      expect(canvas.getByRole("switch", { name: "users.invite is allowed" })).not.toBeChecked(),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  },
};
