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
export const Compact: Story = {
  globals: { density: "compact" },
  play: async () => {
    const row = (await screen.findByText("audit.read")).closest("tr");
    // On a phone the rows are cards.
    if (window.innerWidth >= 700) await expect(row?.offsetHeight).toBe(32);
  },
};

/** A link that names a key opens how that permission came about. */
export const DeepLink: Story = {
  args: { defaultOpenKey: "audit.read", onOpenKeyChange: fn() },
  play: async ({ args, userEvent }) => {
    const why = await screen.findByRole("dialog");
    await waitFor(() => expect(why).toHaveTextContent("The highest lock counts"));
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(args.onOpenKeyChange).toHaveBeenLastCalledWith(null);
  },
};
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
export const AskedWhatToAdd: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Add permission" }));
    await screen.findByRole("dialog", { name: "Add a permission" });
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
export const AskedWhetherToRevoke: Story = {
  parameters: { stratum: { tenantId: mspIds.clinics } },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Revoke patient_data.view" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await dialog.findByText(/tenants would lose this permission:/);
  },
};
export const RevocationShowsWhoLosesAndWhoKeeps: Story = {
  parameters: { stratum: { tenantId: mspIds.clinics } },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Revoke patient_data.view" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Revoke patient_data.view?" });
    await expect(await within(dialog).findByText("2 tenants lose their policy")).toBeInTheDocument();
    const impact = within(await within(dialog).findByRole("region", { name: "What this would do" }));
    await expect(await impact.findByText(/tenants would lose this permission:/)).toBeInTheDocument();
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
/** Each level of the chain with its value and what it leaves to the next, and the rule that decided. */
export const WhyShowsTheTrail: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: /Where billing.view/ }));
    const popover = await screen.findByRole("dialog");
    const levels = await within(popover).findAllByRole("listitem");
    await expect(levels.map((level) => level.dataset.outcome)).toEqual(["absent", "wins", "overridden"]);
    await expect(levels[1]).toHaveTextContent(/Harbor IT Partners · in use.*Allowed/);
    await expect(levels[2]).toHaveTextContent(
      /Northwind Security · overridden by a nearer policy.*Not allowed/,
    );
    await expect(popover).toHaveTextContent("The rules are kept at: Northwind Security");
  },
};
export const WithheldSaysWhy: Story = {
  play: async ({ canvas, userEvent }) => {
    const why = await canvas.findByRole("button", { name: "Why devices.wipe cannot be changed here" });
    why.focus();
    await userEvent.keyboard("{Enter}");
    const popover = await screen.findByRole("dialog");
    await expect(popover).toHaveTextContent("Northwind Security sets this, and nobody below may change it.");
    await expect(within(popover).queryByRole("button", { name: "Set here" })).toBeNull();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  },
};
export const EditShowsWhoLosesBeforeItIsSaved: Story = {
  parameters: { stratum: { tenantId: mspIds.reseller } },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Edit billing.view" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Edit billing.view" }));
    await expect(await dialog.findByText("Nothing would change for anyone.")).toBeInTheDocument();
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Value" }), "Not allowed");
    await expect(await dialog.findByText(/tenants would lose this permission:/)).toBeInTheDocument();
    await expect(dialog.getByText(/Harbor IT Partners \(\+\d+ below\)/)).toBeInTheDocument();
    await expect(ownOf(loaded, mspIds.reseller, "billing.view")?.value).toBe(true);
  },
};
export const ADraftIsTried: Story = {
  parameters: { stratum: { tenantId: mspIds.reseller } },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "What if…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "What if…" }));
    await userEvent.type(dialog.getByRole("combobox", { name: "Permission" }), "users.invite");
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Value" }), "Not allowed");
    await userEvent.click(dialog.getByRole("button", { name: "Add to the draft" }));
    await dialog.findByText(/tenants would lose this permission:/);
  },
};
/** A lock at the reseller hides what its customers have set; nothing is written. */
export const WhatIfWritesNothing: Story = {
  parameters: { stratum: { tenantId: mspIds.reseller } },
  play: async ({ canvas, userEvent, loaded }) => {
    const before = JSON.stringify(
      [...(loaded.mock as MockControlPlane).state.permissions].map(([, own]) => [...own]),
    );
    await userEvent.click(await canvas.findByRole("button", { name: "What if…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "What if…" }));
    const key = dialog.getByRole("combobox", { name: "Permission" });
    await userEvent.type(key, "users.invite");
    await expect(dialog.getByRole("combobox", { name: "What happens" })).toHaveValue("update");
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Value" }), "Not allowed");
    await userEvent.selectOptions(
      dialog.getByRole("combobox", { name: "Tenants below" }),
      "Nobody below may change this",
    );
    await userEvent.click(dialog.getByRole("button", { name: "Add to the draft" }));
    await expect(key).toHaveFocus();
    await expect(await dialog.findByText(/tenants would lose this permission:/)).toBeInTheDocument();

    await userEvent.type(key, "devices.wipe");
    await userEvent.click(dialog.getByRole("button", { name: "Add to the draft" }));
    await expect(
      await dialog.findByText(/would be refused. A tenant above locks devices.wipe/),
    ).toBeInTheDocument();
    await userEvent.click(dialog.getByRole("button", { name: "Take devices.wipe out of the draft" }));
    await waitFor(() => expect(dialog.queryByText(/would be refused/)).toBeNull());
    await userEvent.click(dialog.getByRole("button", { name: "Start over" }));
    await expect(dialog.queryByRole("region", { name: "Draft" })).toBeNull();
    await userEvent.click(dialog.getAllByRole("button", { name: "Close" })[0] as HTMLElement);
    const after = JSON.stringify(
      [...(loaded.mock as MockControlPlane).state.permissions].map(([, own]) => [...own]),
    );
    await expect(after).toBe(before);
  },
};
export const SearchesByOriginLockAndKey: Story = {
  play: async ({ canvas, userEvent }) => {
    const keys = () => canvas.getAllByRole("rowheader").map((cell) => cell.textContent);
    const search = await canvas.findByRole("searchbox", { name: "Search permissions" });
    await userEvent.type(search, "key:devices");
    await waitFor(() => expect(keys()).toEqual(["devices.isolate", "devices.wipe"]));
    await userEvent.clear(search);
    await userEvent.type(search, "@locked");
    await waitFor(() => expect(keys()).toEqual(["audit.read", "devices.isolate", "devices.wipe"]));
    await userEvent.clear(search);
    await userEvent.type(search, "@origin:set");
    await waitFor(() => expect(keys()).toEqual(["users.invite", "wire_transfers.approve"]));
    await expect(canvas.getByRole("button", { name: /^Set here ?2$/ })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
  },
};
export const AStaleFormTellsWhatIsThereNow: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Edit users.invite" }));
    const own = ownOf(loaded, mspIds.customer, "users.invite");
    if (own) Object.assign(own, { value: false, version: 2 });
    const dialog = within(await screen.findByRole("dialog", { name: "Edit users.invite" }));
    const save = dialog.getByRole("button", { name: "Save" });
    await userEvent.click(dialog.getByRole("radio", { name: /^Can never be revoked/ }));
    await userEvent.click(save);
    await expect(await dialog.findByText(/It is now: Not allowed · /)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole("button", { name: "Keep mine" }));
    await expect(dialog.getByRole("radio", { name: /^Can never be revoked/ })).toBeChecked();
    if (own) own.version = 3;
    await userEvent.click(save);
    await userEvent.click(await dialog.findByRole("button", { name: "Take theirs" }));
    await expect(dialog.getByRole("combobox", { name: "Value" })).toHaveDisplayValue("Not allowed");
    await expect(dialog.getByRole("radio", { name: /^Can never be revoked/ })).not.toBeChecked();
    await userEvent.click(save);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() =>
      expect(canvas.getByRole("switch", { name: "users.invite is allowed" })).not.toBeChecked(),
    );
    await expect(own).toMatchObject({ value: false, version: 3 });
  },
};
