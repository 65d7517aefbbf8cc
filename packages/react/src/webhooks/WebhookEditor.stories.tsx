import type { Meta, StoryObj } from "@storybook/react-vite";
import { type MockControlPlane, mspIds } from "@stratum-hq/sdk/msw";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import { mockOf, page } from "../testing/play.ts";
import { seedWebhooks } from "../testing/webhooks-seed.ts";
import { WebhookEditor } from "./WebhookEditor.tsx";

const meta = {
  title: "webhooks/WebhookEditor",
  component: WebhookEditor,
  parameters: { stratum: { seed: seedWebhooks } },
  decorators: [
    (Story, { parameters }) => (
      <div className="st-card" style={{ padding: 16, maxWidth: parameters.width ?? 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof WebhookEditor>;
export default meta;
type Story = StoryObj<typeof meta>;

const BILLING = "https://billing.bayside.example/hooks/stratum";
const DEAD = "https://old-crm.invalid/in";
const hooks = (context: { loaded: Record<string, unknown> }): MockControlPlane["state"]["webhooks"] =>
  mockOf(context).state.webhooks;
const openMenu = async (
  userEvent: { click(element: Element): Promise<void> },
  url: string,
): Promise<ReturnType<typeof within>> => {
  await userEvent.click(await page.findByRole("button", { name: `Actions for ${url}` }));
  return within(await page.findByRole("menu"));
};

export const Ready: Story = {};
export const Loading: Story = {
  parameters: { stratum: { seed: seedWebhooks, latency: Number.POSITIVE_INFINITY } },
};
export const Empty: Story = {
  parameters: { stratum: { seed: seedWebhooks, tenantId: mspIds.root } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No webhooks yet")).toBeInTheDocument();
    await expect(canvas.getByRole("button", { name: "Add webhook" })).toBeInTheDocument();
  },
};
export const Failed: Story = {
  parameters: { stratum: { seed: seedWebhooks, failures: { listWebhooks: "network" } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("NETWORK_ERROR");
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { seed: seedWebhooks, failures: { listWebhooks: { code: "FORBIDDEN" } } } },
};
export const ReadOnly: Story = {
  args: { readOnly: true },
  play: async ({ canvas }) => {
    await canvas.findByText(BILLING);
    await expect(canvas.queryByRole("button", { name: /Actions for/ })).toBeNull();
    await expect(canvas.queryByRole("button", { name: "Add webhook" })).toBeNull();
  },
};
export const Narrow: Story = { parameters: { width: 366 } };

export const AddsOneAndShowsItsSecretOnce: Story = {
  args: { onAfterChange: fn() },
  play: async ({ args, canvas, userEvent, ...context }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Add webhook" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Add webhook" }));
    const address = dialog.getByRole("textbox", { name: "Address" });
    await userEvent.type(address, "http://example.com/in");
    await userEvent.click(dialog.getByRole("button", { name: "Add webhook" }));
    await expect(await dialog.findByText("Must begin with https://.")).toBeInTheDocument();
    await userEvent.clear(address);
    await userEvent.type(address, "https://siem.example.com/in");
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Events" }), "Only these");
    const words = dialog.getByRole("textbox", { name: "Event names" });
    await userEvent.type(words, "config.*, Not an event");
    await userEvent.click(dialog.getByRole("button", { name: "Add webhook" }));
    await expect(await dialog.findByText(/Must be an event such as config.set/)).toBeInTheDocument();
    await userEvent.clear(words);
    await userEvent.type(words, "config.*, tenants.moved");
    await userEvent.click(dialog.getByRole("button", { name: "Add webhook" }));
    const secret = within(await screen.findByRole("dialog", { name: "Copy the secret now" }));
    await expect(secret.getByText(/^whsec_/)).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    await expect(secret.getByText(/^whsec_/), "a stray key must not lose it").toBeInTheDocument();
    await userEvent.click(secret.getByRole("button", { name: "I have kept it" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(await canvas.findByText("https://siem.example.com/in")).toBeInTheDocument();
    await expect([...hooks(context).values()].at(-1)?.events).toEqual(["config.*", "tenants.moved"]);
    await expect(args.onAfterChange).toHaveBeenCalledOnce();
  },
};
export const EditsPausesAndResumes: Story = {
  play: async ({ canvas, userEvent }) => {
    const menu = await openMenu(userEvent, BILLING);
    await userEvent.click(menu.getByRole("menuitem", { name: "Edit" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Edit webhook" }));
    await waitFor(() => expect(document.querySelector("[data-slot=menu]")).toBeNull());
    await userEvent.type(dialog.getByRole("textbox", { name: /Description/ }), " of the group");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await expect(await canvas.findByText("Billing of the group")).toBeInTheDocument();
    await userEvent.click((await openMenu(userEvent, BILLING)).getByRole("menuitem", { name: /^Pause/ }));
    await waitFor(() => expect(canvas.getAllByText("Paused")).toHaveLength(2));
    await userEvent.click((await openMenu(userEvent, BILLING)).getByRole("menuitem", { name: /^Resume/ }));
    await waitFor(() => expect(canvas.getAllByText("Paused")).toHaveLength(1));
  },
};
export const AStaleEditTellsWhatIsThereNow: Story = {
  play: async ({ canvas, userEvent, ...context }) => {
    await canvas.findByText(BILLING);
    const row = [...hooks(context).values()].find(({ url }) => url === BILLING);
    const menu = await openMenu(userEvent, BILLING);
    await userEvent.click(menu.getByRole("menuitem", { name: "Edit" }));
    if (row) Object.assign(row, { version: row.version + 1, events: ["config.set"] });
    const dialog = within(await screen.findByRole("dialog", { name: "Edit webhook" }));
    const description = dialog.getByRole("textbox", { name: /Description/ });
    await userEvent.type(description, "!");
    const save = dialog.getByRole("button", { name: "Save" });
    await userEvent.click(save);
    await expect(await dialog.findByRole("alert")).toHaveTextContent(
      `It is now: ${BILLING} · Billing · config.set`,
    );
    await userEvent.click(dialog.getByRole("button", { name: "Keep mine" }));
    await expect(description).toHaveValue("Billing!");
    if (row) row.version += 1;
    await userEvent.click(save);
    await userEvent.click(await dialog.findByRole("button", { name: "Take theirs" }));
    await expect(description).toHaveValue("Billing");
    await expect(dialog.getByRole("textbox", { name: /Event names/ })).toHaveValue("config.set");
    await userEvent.type(description, "!");
    await userEvent.click(save);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(row).toMatchObject({ description: "Billing!", events: ["config.set"] });
  },
};
export const DeletesAfterAQuestion: Story = {
  play: async ({ canvas, userEvent }) => {
    const menu = await openMenu(userEvent, DEAD);
    await userEvent.click(menu.getByRole("menuitem", { name: "Delete" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Delete this webhook?" }));
    await userEvent.click(dialog.getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(canvas.queryByText(DEAD)).toBeNull());
  },
};
export const RotatesItsSecret: Story = {
  play: async ({ userEvent }) => {
    const menu = await openMenu(userEvent, BILLING);
    await userEvent.click(menu.getByRole("menuitem", { name: "New secret" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Make a new secret?" }));
    await userEvent.click(dialog.getByRole("button", { name: "New secret" }));
    const secret = within(await screen.findByRole("dialog", { name: "Copy the secret now" }));
    await expect(secret.getByText(/^whsec_/)).toBeInTheDocument();
    await expect(page.getByText("The webhook has a new secret."), "it is said").toBeInTheDocument();
    await expect(document.querySelector("[data-slot=toast]"), "no toast lies over it").toBeNull();
  },
};
export const TestsItAndShowsHowItWent: Story = {
  play: async ({ userEvent }) => {
    await userEvent.click((await openMenu(userEvent, DEAD)).getByRole("menuitem", { name: /^Send test/ }));
    const sheet = within(await screen.findByRole("dialog", { name: "Deliveries" }));
    await expect(await sheet.findByText("webhooks.test")).toBeInTheDocument();
    await expect(sheet.getAllByText(/could not be looked up/).length).toBeGreaterThan(0);
    await waitFor(() => expect(document.querySelector("[data-slot=menu]")).toBeNull());
  },
};
export const DeliveriesAreFilteredAndSentAgain: Story = {
  play: async ({ canvas, userEvent, ...context }) => {
    const [, , deliveries] = await canvas.findAllByRole("button", { name: "Deliveries" });
    await userEvent.click(deliveries as HTMLElement);
    const sheet = within(await screen.findByRole("dialog", { name: "Deliveries" }));
    await userEvent.click(await sheet.findByRole("button", { name: "Failed" }));
    await waitFor(() => expect(sheet.getAllByRole("listitem")).toHaveLength(2));
    await userEvent.click(sheet.getByRole("button", { name: "Send again: config.set" }));
    await waitFor(() => expect(sheet.getAllByRole("listitem")).toHaveLength(1));
    await userEvent.click(sheet.getByRole("button", { name: "Send all failed again" }));
    await expect(await sheet.findByText("No failed deliveries.")).toBeInTheDocument();
    await expect(mockOf(context).state.deliveries.some((one) => one.status === "failed")).toBe(false);
  },
};
