import type { Meta, StoryObj } from "@storybook/react-vite";
import { type MockControlPlane, mspIds } from "@stratum-hq/sdk/msw";
import { type ReactElement, useState } from "react";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import { TenantProvider, useSwitchTenant } from "../provider/index.ts";
import { Button } from "../ui/index.ts";
import { ConfigEditor, type ConfigEditorProps } from "./ConfigEditor.tsx";

/** Changes are collected, reviewed and saved together. */
const meta = {
  title: "config/ConfigEditor/Drafts",
  component: ConfigEditor,
  decorators: [
    (Story) => (
      <div className="st-card" style={{ padding: 16, maxWidth: 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ConfigEditor>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Until the input of a value is there and takes what is typed. */
const typing = (key: string) =>
  waitFor(() => expect(screen.getByRole("textbox", { name: `Value of ${key}` })).toHaveFocus());

const mockOf = (loaded: Record<string, unknown>): MockControlPlane => loaded.mock as MockControlPlane;
const ownOf = (loaded: Record<string, unknown>, key: string) =>
  mockOf(loaded).state.config.get(mspIds.customer)?.get(key);
const tray = () => screen.findByRole("region", { name: "Changes that are not saved" });
const trayText = async (): Promise<string> => (await tray()).textContent ?? "";

type Play = NonNullable<Story["play"]>;
type Context = Parameters<Play>[0];
/** Types another number of days, switches the VPN off, and overrides the users. */
async function change({ canvas, userEvent }: Pick<Context, "canvas" | "userEvent">): Promise<void> {
  await userEvent.click(await canvas.findByRole("button", { name: /^Edit backup.retention_days/ }));
  await typing("backup.retention_days");
  await userEvent.keyboard("30{Enter}");
  await userEvent.click(canvas.getByRole("switch", { name: "Value of network.vpn_required" }));
  await userEvent.click(canvas.getByRole("button", { name: "Override here: limits.max_users" }));
  await typing("limits.max_users");
  await userEvent.keyboard("40{Enter}");
}

export const Collected: Story = {
  play: async ({ loaded, ...context }) => {
    await change(context);
    await expect(await trayText()).toMatch(/^3 changes not saved yet/);
    await expect(ownOf(loaded, "backup.retention_days")?.value).toBe(2555);
    await expect(screen.getByText("was 2555")).toBeInTheDocument();
  },
};
export const SavedTogether: Story = {
  args: { onBeforeSave: fn(), onAfterSave: fn() },
  play: async ({ args, loaded, ...context }) => {
    await change(context);
    await context.userEvent.click(await screen.findByRole("button", { name: "Save 3 changes" }));
    await waitFor(() => expect(ownOf(loaded, "backup.retention_days")?.value).toBe(30));
    await expect(ownOf(loaded, "network.vpn_required")?.value).toBe(false);
    await expect(ownOf(loaded, "limits.max_users")?.value).toBe(40);
    await waitFor(() => expect(screen.queryByRole("region", { name: /not saved/ })).toBeNull());
    await expect(args.onAfterSave).toHaveBeenCalledOnce();
  },
};
export const Reviewed: Story = {
  play: async (context) => {
    await change(context);
    await context.userEvent.click(await screen.findByRole("button", { name: "Review" }));
    const dialog = await screen.findByRole("dialog", { name: "Review 3 changes" });
    await waitFor(() => expect(dialog.querySelector("[data-slot=review]")).toHaveFocus());
    const item = within(dialog).getByText("backup.retention_days").closest("li") as HTMLElement;
    await expect(item).toHaveTextContent(/Before2555After30/);
    await waitFor(() => expect(item).toHaveTextContent(/tenants? gets? another value/));
  },
};
export const Vetoed: Story = {
  args: { onBeforeSave: fn(async () => false) },
  play: async ({ loaded, ...context }) => {
    await change(context);
    await context.userEvent.click(await screen.findByRole("button", { name: "Save 3 changes" }));
    await expect(await trayText()).toMatch(/^3 changes/);
    await expect(ownOf(loaded, "network.vpn_required")?.value).toBe(true);
  },
};
export const StepByStep: Story = {
  play: async ({ canvas, userEvent, ...context }) => {
    await change({ canvas, userEvent, ...context });
    await waitFor(async () => expect(await trayText()).toMatch(/^3 changes/));
    canvas.getByRole("searchbox").blur();
    await userEvent.keyboard("{Control>}z{/Control}");
    await waitFor(async () => expect(await trayText()).toMatch(/^2 changes/));
    await userEvent.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
    await waitFor(async () => expect(await trayText()).toMatch(/^3 changes/));
    await userEvent.click(
      canvas.getByRole("button", { name: "Take back the change of network.vpn_required" }),
    );
    await waitFor(async () => expect(await trayText()).toMatch(/^2 changes/));
    await userEvent.click(screen.getByRole("button", { name: "Discard" }));
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(async () => expect(await trayText()).toMatch(/^2 changes/));
  },
};
export const BackToInherited: Story = {
  args: { defaultQuery: "backup" },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "More for backup.retention_days" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /Back to inherited/ }));
    await expect(await canvas.findByText("Goes back to what is inherited")).toBeInTheDocument();
    await canvas.findByRole("button", { name: /^Back to inherited. Where backup.retention_days/ });
    await userEvent.click(await screen.findByRole("button", { name: "Save 1 change" }));
    await waitFor(() => expect(ownOf(loaded, "backup.retention_days")).toBeUndefined());
  },
};
/** Someone saved meanwhile: what it was, what it is now and what is typed stand side by side. */
export const StaleEditIsDecided: Story = {
  play: async ({ loaded, ...context }) => {
    await change(context);
    await mockOf(loaded).client.setConfig(mspIds.customer, "backup.retention_days", { value: 90 });
    await context.userEvent.click(await screen.findByRole("button", { name: "Save 3 changes" }));
    await waitFor(async () => expect(await trayText()).toContain("cannot be saved as it is"));
    await expect(ownOf(loaded, "network.vpn_required")?.value).toBe(true);
    await context.userEvent.click(screen.getByRole("button", { name: "Review" }));
    const dialog = within(await screen.findByRole("dialog"));
    const item = dialog.getByText("backup.retention_days").closest("li") as HTMLElement;
    await expect(item).toHaveTextContent(/When you began2555Saved meanwhile90Yours30/);
    await expect(dialog.getByRole("button", { name: "Save 3 changes" })).toBeDisabled();
    await context.userEvent.click(dialog.getByRole("button", { name: "Keep mine" }));
    await context.userEvent.click(dialog.getByRole("button", { name: "Save 3 changes" }));
    await waitFor(() => expect(ownOf(loaded, "backup.retention_days")?.value).toBe(30));
  },
};
export const LockedMeanwhile: Story = {
  play: async ({ loaded, ...context }) => {
    await change(context);
    await mockOf(loaded).client.setConfig(mspIds.reseller, "limits.max_users", { value: 250, locked: true });
    await context.userEvent.click(await screen.findByRole("button", { name: "Save 3 changes" }));
    await waitFor(async () => expect(await trayText()).toContain("cannot be saved as it is"));
    await context.userEvent.click(screen.getByRole("button", { name: "Review" }));
    const dialog = within(await screen.findByRole("dialog"));
    await expect(
      dialog.getByText("Harbor IT Partners has locked limits.max_users since you began."),
    ).toBeInTheDocument();
    await context.userEvent.click(dialog.getByRole("button", { name: "Drop this change" }));
    await context.userEvent.click(dialog.getByRole("button", { name: "Save 2 changes" }));
    await waitFor(() => expect(ownOf(loaded, "backup.retention_days")?.value).toBe(30));
  },
};
function Leave() {
  const switchTenant = useSwitchTenant();
  return <Button onClick={() => void switchTenant(mspIds.otherReseller)}>Elsewhere</Button>;
}
export const AsksBeforeItIsLeft: Story = {
  // What the switch fetches ahead.
  parameters: { stratum: { frame: ["getTenant", "getAncestors"] } },
  render: (args) => (
    <>
      <ConfigEditor {...args} />
      <Leave />
    </>
  ),
  play: async (context) => {
    await change(context);
    await context.userEvent.click(screen.getByRole("button", { name: "Elsewhere" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Discard 3 changes?" });
    await context.userEvent.click(within(dialog).getByRole("button", { name: "Stay" }));
    await expect(await trayText()).toMatch(/^3 changes/);
  },
};
/** The question itself. */
export const IsAboutToBeLeft: Story = {
  ...AsksBeforeItIsLeft,
  play: async (context) => {
    await change(context);
    await context.userEvent.click(screen.getByRole("button", { name: "Elsewhere" }));
    await screen.findByRole("alertdialog", { name: "Discard 3 changes?" });
  },
};
export const FoundAsChanged: Story = {
  play: async ({ canvas, userEvent, ...context }) => {
    await change({ canvas, userEvent, ...context });
    await userEvent.type(canvas.getByRole("searchbox"), "@changed");
    await expect(canvas.getAllByText(/^was /)).toHaveLength(3);
  },
};

/** The session ends while there are drafts: they stay, and are saved once the reader has signed in again. */
export const SessionEnds: Story = {
  parameters: { stratum: { failures: { batchSetConfig: { code: "UNAUTHORIZED", times: 1 } } } },
  render: (args, { loaded }) => <WithSignIn {...args} mock={mockOf(loaded)} />,
  play: async ({ loaded, ...context }) => {
    await change(context);
    await context.userEvent.click(await screen.findByRole("button", { name: "Save 3 changes" }));
    await expect(await screen.findByRole("alert")).toHaveTextContent("These changes are kept");
    await context.userEvent.click(screen.getByRole("button", { name: "Close the editor" }));
    await expect(screen.queryByRole("region", { name: /not saved/ })).toBeNull();
    await context.userEvent.click(screen.getByRole("button", { name: "Open the editor" }));
    await expect(await trayText()).toMatch(/^3 changes not saved yet/);
    mockOf(loaded).setFailures({ batchSetConfig: { code: "UNAUTHORIZED", times: 1 } });
    await context.userEvent.click(screen.getByRole("button", { name: "Save 3 changes" }));
    await context.userEvent.click(await screen.findByRole("button", { name: "Sign in and save" }));
    await waitFor(() => expect(ownOf(loaded, "backup.retention_days")?.value).toBe(30));
    await waitFor(() => expect(screen.queryByRole("region", { name: /not saved/ })).toBeNull());
  },
};
function WithSignIn({ mock, ...args }: ConfigEditorProps & { mock: MockControlPlane }): ReactElement {
  const [open, setOpen] = useState(true);
  return (
    <TenantProvider client={mock.client} tenantId={mspIds.customer} storageKey={null} onSignIn={() => true}>
      <Button onClick={() => setOpen(!open)}>{open ? "Close the editor" : "Open the editor"}</Button>
      {open && <ConfigEditor {...args} />}
    </TenantProvider>
  );
}
