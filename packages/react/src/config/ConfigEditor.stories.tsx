import type { Meta, StoryObj } from "@storybook/react-vite";
import { type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import { ConfigEditor } from "./ConfigEditor.tsx";

const meta = {
  title: "config/ConfigEditor",
  component: ConfigEditor,
  decorators: [
    (Story, { parameters }) => (
      <div className="st-card" style={{ padding: 16, maxWidth: parameters.width ?? 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
  // Most stories look at one change at a time; those of drafts say so.
  args: { commit: "direct" },
} satisfies Meta<typeof ConfigEditor>;
export default meta;
type Story = StoryObj<typeof meta>;

const mockOf = (loaded: Record<string, unknown>): MockControlPlane => loaded.mock as MockControlPlane;
const ownOf = (loaded: Record<string, unknown>, tenant: string, key: string) =>
  mockOf(loaded).state.config.get(tenant)?.get(key);
/** A row by its key, once it is there. */
const rowOf = (key: string): Promise<HTMLElement> =>
  screen
    .findByText((_, element) => element?.tagName === "TH" && element.textContent === key)
    .then((head) => head.closest("tr") as HTMLElement);

/** Until the input of a value is there and takes what is typed. */
const typing = (key: string) =>
  waitFor(() => expect(screen.getByRole("textbox", { name: `Value of ${key}` })).toHaveFocus());

export const Ready: Story = {};
/** The top of the forest: everything is set here. */
export const Root: Story = { parameters: { stratum: { tenantId: mspIds.root } } };
export const Loading: Story = { parameters: { stratum: { latency: Number.POSITIVE_INFINITY } } };
export const Empty: Story = {
  parameters: {
    stratum: {
      seed: (store: MockControlPlane["state"]) => {
        mspSeed(store);
        store.config.clear();
      },
    },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No config yet")).toBeInTheDocument();
    await expect(canvas.getByRole("button", { name: "Add key" })).toBeInTheDocument();
  },
};
export const Failed: Story = {
  parameters: { stratum: { failures: { resolveConfig: { code: "DATABASE_UNAVAILABLE", times: 1 } } } },
  play: async ({ canvas, userEvent }) => {
    const alert = await canvas.findByRole("alert");
    await expect(alert).toHaveTextContent("DATABASE_UNAVAILABLE");
    await expect(alert).toHaveTextContent(/Request mock-/);
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await rowOf("alerts.channels");
  },
};
export const FailedForGood: Story = {
  parameters: { stratum: { failures: { resolveConfig: { code: "DATABASE_UNAVAILABLE" } } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("DATABASE_UNAVAILABLE");
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { failures: { resolveConfig: { code: "FORBIDDEN" } } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("You do not have access")).toBeInTheDocument();
  },
};
export const ReadOnly: Story = {
  args: { readOnly: true },
  play: async ({ canvas }) => {
    await rowOf("backup.retention_days");
    await expect(canvas.queryByRole("button", { name: /^(Edit|Override|Lock .* for|Add)/ })).toBeNull();
  },
};
export const Narrow: Story = { parameters: { width: 366 } };
/** Rows of one line are 32 px high, those that can be edited as well. */
export const Compact: Story = {
  globals: { density: "compact" },
  play: async () => {
    for (const key of ["alerts.channels", "auth.session_minutes", "network.vpn_required"])
      await expect((await rowOf(key)).offsetHeight).toBe(32);
  },
};

export const FindsByKeyAndOrigin: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByRole("searchbox"), "limits");
    await expect(canvas.queryByText("medium")).toBeNull();
    await rowOf("limits.max_users");
    await userEvent.clear(canvas.getByRole("searchbox"));
    await userEvent.click(canvas.getByRole("button", { name: /^Locked \d/ }));
    await expect(canvas.getByRole("searchbox")).toHaveValue("@origin:locked");
    await expect(canvas.queryByRole("button", { name: /^Inherited from .* Where/ })).toBeNull();
  },
};
export const NothingMatches: Story = {
  args: { defaultQuery: "no such key" },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Show all keys" }));
    await rowOf("alerts.channels");
  },
};
export const NothingFound: Story = {
  args: { defaultQuery: "no such key" },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No key matches")).toBeInTheDocument();
  },
};
export const EditsInPlace: Story = {
  args: { defaultQuery: "backup", onBeforeChange: fn(), onAfterChange: fn() },
  play: async ({ args, canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: /^Edit backup.retention_days/ }));
    await typing("backup.retention_days");
    await userEvent.keyboard("30{Enter}");
    await waitFor(() => expect(ownOf(loaded, mspIds.customer, "backup.retention_days")?.value).toBe(30));
    await expect(args.onAfterChange).toHaveBeenCalledOnce();
    // the keyboard goes on from the row
    await waitFor(() =>
      expect(canvas.getByRole("button", { name: /^Edit backup.retention_days/ })).toHaveFocus(),
    );
  },
};
export const EscapeLeavesItAsItWas: Story = {
  args: { defaultQuery: "backup" },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: /^Edit backup.retention_days/ }));
    await typing("backup.retention_days");
    await userEvent.keyboard("1{Escape}");
    await expect(
      await canvas.findByRole("button", { name: /^Edit backup.retention_days/ }),
    ).toHaveTextContent("2555");
    await expect(ownOf(loaded, mspIds.customer, "backup.retention_days")?.value).toBe(2555);
  },
};
export const SwitchesAtOnce: Story = {
  args: { defaultQuery: "network" },
  parameters: { stratum: { latency: (operation: string) => (operation === "setConfig" ? 300 : 0) } },
  play: async ({ canvas, userEvent, loaded }) => {
    const input = await canvas.findByRole("switch", { name: "Value of network.vpn_required" });
    await expect(input).toBeChecked();
    await userEvent.click(input);
    // shown before the answer
    await expect(input).not.toBeChecked();
    await expect(ownOf(loaded, mspIds.customer, "network.vpn_required")?.value).toBe(true);
    await waitFor(() => expect(ownOf(loaded, mspIds.customer, "network.vpn_required")?.value).toBe(false));
  },
};
export const OverridesWhatIsInherited: Story = {
  args: { defaultQuery: "limits" },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Override here: limits.max_users" }));
    await typing("limits.max_users");
    await userEvent.keyboard("40{Enter}");
    await expect(
      within(await rowOf("limits.max_users")).getByRole("button", { name: /^Set here/ }),
    ).toBeInTheDocument();
    await waitFor(() => expect(ownOf(loaded, mspIds.customer, "limits.max_users")?.value).toBe(40));
  },
};
export const ChipTellsTheChain: Story = {
  args: { defaultQuery: "backup" },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(
      await canvas.findByRole("button", { name: /^Set here. Where backup.retention_days/ }),
    );
    const popover = await screen.findByRole("dialog");
    await expect(await within(popover).findByText("Northwind Security")).toBeInTheDocument();
    await expect(popover).toHaveTextContent(/Here · in use2555.*overridden by a nearer value30/);
    await expect(within(popover).getByRole("button", { name: "Back to inherited" })).toBeInTheDocument();
  },
};
export const LockedRowSaysWhy: Story = {
  args: { defaultQuery: "branding" },
  play: async ({ canvas, userEvent }) => {
    const row = await rowOf("branding.primary_color");
    await expect(row).toHaveTextContent("Yours is hidden: #7c3aed");
    await expect(within(row).queryByRole("button", { name: /Override|Edit/ })).toBeNull();
    await userEvent.click(canvas.getByRole("button", { name: /Where branding.primary_color/ }));
    await expect(await screen.findByRole("dialog")).toHaveTextContent(
      "Only there can it be changed or unlocked.",
    );
  },
};
export const BackToInheritedCanBeUndone: Story = {
  args: { defaultQuery: "backup" },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "More for backup.retention_days" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /Back to inherited/ }));
    await waitFor(() => expect(ownOf(loaded, mspIds.customer, "backup.retention_days")).toBeUndefined());
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(ownOf(loaded, mspIds.customer, "backup.retention_days")?.value).toBe(2555));
  },
};
export const AsksBeforeAKeyIsGone: Story = {
  args: { defaultQuery: "limits" },
  parameters: { stratum: { tenantId: mspIds.root } },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "More for limits.storage_gb" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Remove key" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Remove limits.storage_gb?" });
    await expect(within(dialog).getByRole("button", { name: "Cancel" })).toHaveFocus();
    await userEvent.click(within(dialog).getByRole("button", { name: "Remove key" }));
    await waitFor(() => expect(ownOf(loaded, mspIds.root, "limits.storage_gb")).toBeUndefined());
    await waitFor(() => expect(canvas.queryByText("storage_gb")).toBeNull());
  },
};
export const LockTellsWhatItHides: Story = {
  args: { defaultQuery: "limits" },
  parameters: { stratum: { tenantId: mspIds.root } },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(
      await canvas.findByRole("button", { name: "Lock limits.max_users for everyone below" }),
    );
    await expect(
      await screen.findByText(/3 tenants below keep a value that is now hidden/, {
        selector: ".st-toast-text",
      }),
    ).toBeInTheDocument();
    await userEvent.click(await canvas.findByRole("button", { name: "Unlock limits.max_users" }));
    await expect(
      await screen.findByText(/3 tenants below use their own value again/, { selector: ".st-toast-text" }),
    ).toBeInTheDocument();
  },
};
export const JsonSaysWhereItIsWrong: Story = {
  args: { defaultQuery: "alerts" },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Override here: alerts.channels" }));
    const input = await canvas.findByRole("textbox", { name: "Value of alerts.channels" });
    await userEvent.clear(input);
    await userEvent.type(input, "[[1,{Enter}2,]");
    await expect(await canvas.findByRole("alert")).toHaveTextContent("Not valid JSON at line 2");
    await expect(canvas.getByRole("button", { name: "Save" })).toBeDisabled();
    await userEvent.clear(input);
    await userEvent.type(input, "[[1, 2]{Control>}{Enter}{/Control}");
    await waitFor(() => expect(ownOf(loaded, mspIds.customer, "alerts.channels")?.value).toEqual([1, 2]));
  },
};
export const AddsAKey: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Add key" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Add a key" }));
    const key = dialog.getByRole("textbox", { name: "Key" });
    await userEvent.type(key, "auth.mfa_required");
    await expect(dialog.getByText(/Northwind Security has locked/)).toBeInTheDocument();
    await expect(dialog.getByRole("button", { name: "Add key" })).toBeDisabled();
    await userEvent.clear(key);
    await userEvent.type(key, "limits max");
    await userEvent.click(dialog.getByRole("button", { name: "Add key" }));
    await expect(await dialog.findByRole("alert")).toHaveTextContent(/Must be 1–255 characters/);
    await userEvent.clear(key);
    await userEvent.type(key, "limits.max_sites");
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Type" }), "Number");
    await userEvent.clear(dialog.getByRole("textbox", { name: "Value" }));
    await userEvent.type(dialog.getByRole("textbox", { name: "Value" }), "12");
    await userEvent.click(dialog.getByRole("button", { name: "Add key" }));
    await rowOf("limits.max_sites");
    await expect(ownOf(loaded, mspIds.customer, "limits.max_sites")?.value).toBe(12);
  },
};
export const LockedInTheMeantime: Story = {
  args: { defaultQuery: "limits" },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Override here: limits.max_users" }));
    await typing("limits.max_users");
    mockOf(loaded).state.addConfig(mspIds.reseller, "limits.max_users", 250, true);
    await userEvent.keyboard("40{Enter}");
    await expect(await canvas.findByRole("alert")).toHaveTextContent(
      "Harbor IT Partners has locked limits.max_users",
    );
    await expect(
      await canvas.findByRole("button", { name: /^Locked by Harbor IT Partners. Where limits.max_users/ }),
    ).toBeInTheDocument();
  },
};
export const StaleEdit: Story = {
  args: { defaultQuery: "backup" },
  play: async ({ canvas, userEvent, loaded }) => {
    const { state } = mockOf(loaded);
    await userEvent.click(await canvas.findByRole("button", { name: /^Edit backup.retention_days/ }));
    const entry = state.config.get(mspIds.customer)?.get("backup.retention_days");
    if (entry) Object.assign(entry, { value: 90, version: 2 });
    await typing("backup.retention_days");
    await userEvent.keyboard("30{Enter}");
    const note = await canvas.findByRole("alert");
    await expect(note).toHaveTextContent("Someone else changed backup.retention_days");
    await expect(note).toHaveTextContent("It is 90 now; you wrote 30.");
  },
};
export const StaleEditOffersReload: Story = {
  ...StaleEdit,
  play: async (context) => {
    await StaleEdit.play?.(context);
    const { canvas, userEvent } = context;
    await userEvent.click(canvas.getByRole("button", { name: "Reload" }));
    await waitFor(() =>
      expect(canvas.getByRole("button", { name: /^Edit backup.retention_days/ })).toHaveTextContent("90"),
    );
    await expect(canvas.queryByRole("alert")).toBeNull();
  },
};
export const RefusedWriteIsTakenBack: Story = {
  args: { defaultQuery: "network" },
  globals: { role: "reader" },
  play: async ({ canvas, userEvent }) => {
    const input = await canvas.findByRole("switch", { name: "Value of network.vpn_required" });
    await userEvent.click(input);
    await expect(await canvas.findByRole("alert")).toHaveTextContent("can give you the write scope");
    await expect(input).toBeChecked();
  },
};
export const VetoKeepsTheValue: Story = {
  args: { defaultQuery: "network", onBeforeChange: fn(async () => false), onAfterChange: fn() },
  play: async ({ args, canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("switch", { name: "Value of network.vpn_required" }));
    await waitFor(() => expect(args.onBeforeChange).toHaveBeenCalled());
    await expect(args.onAfterChange).not.toHaveBeenCalled();
    await expect(ownOf(loaded, mspIds.customer, "network.vpn_required")?.value).toBe(true);
  },
};
/** Only the rows near the window are drawn; a search still goes over all of them. */
export const TwoThousandKeys: Story = {
  parameters: {
    stratum: {
      tenantId: mspIds.root,
      seed: (store: MockControlPlane["state"]) => {
        mspSeed(store);
        store.config.clear();
        for (let i = 0; i < 2000; i++) store.addConfig(mspIds.root, `group_${i % 20}.key_${i}`, i);
      },
    },
  },
  play: async ({ canvas, userEvent }) => {
    await rowOf("group_0.key_0");
    const drawn = (): number => document.querySelectorAll("tr[data-origin]").length;
    await expect(drawn()).toBeLessThan(400);
    await expect(canvas.getByRole("table")).toHaveAttribute("aria-rowcount", "2001");
    document.querySelector(".st-config-table tbody:last-of-type")?.scrollIntoView();
    await waitFor(() =>
      expect(document.querySelector(".st-config-table tbody:last-of-type tr[data-origin]")).not.toBeNull(),
    );
    await expect(drawn()).toBeLessThan(400);
    await userEvent.type(canvas.getByRole("searchbox"), "key_1999");
    await waitFor(() => expect(drawn()).toBe(1));
  },
};
