import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ApiKey } from "@stratum-hq/core";
import { type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import { withApiKeys } from "../testing/api-keys.ts";
import { page } from "../testing/play.ts";
import { ApiKeyManager } from "./ApiKeyManager.tsx";

const meta = {
  title: "access/ApiKeyManager",
  component: ApiKeyManager,
  parameters: { stratum: { seed: withApiKeys } },
  decorators: [
    (Story, { parameters }) => (
      <div className="st-card" style={{ padding: 16, maxWidth: parameters.width ?? 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ApiKeyManager>;
export default meta;
type Story = StoryObj<typeof meta>;

const keysOf = (loaded: Record<string, unknown>): ApiKey[] => [
  ...(loaded.mock as MockControlPlane).state.apiKeys.values(),
];
const keyNamed = (loaded: Record<string, unknown>, name: string): ApiKey[] =>
  keysOf(loaded).filter((key) => key.name === name);

export const Ready: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findAllByRole("rowheader")).toHaveLength(5);
    for (const word of ["Active", "Dormant", "Being replaced", "Expired", "Revoked"])
      await expect(canvas.getByText(word)).toBeInTheDocument();
    await expect(canvas.getByText("Read secrets")).toBeInTheDocument();
    await expect(canvas.queryByRole("button", { name: "Revoke Old importer" })).toBeNull();
  },
};
export const Loading: Story = { parameters: { stratum: { latency: Number.POSITIVE_INFINITY } } };
export const Empty: Story = {
  parameters: { stratum: { seed: mspSeed, tenantId: mspIds.root } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No API keys yet")).toBeInTheDocument();
    await expect(canvas.getByRole("button", { name: "Create key" })).toBeInTheDocument();
  },
};
export const Failed: Story = {
  parameters: { stratum: { failures: { listApiKeys: "network" } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("NETWORK_ERROR");
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { failures: { listApiKeys: { code: "FORBIDDEN" } } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/admin/)).toBeInTheDocument();
  },
};
export const ReadOnly: Story = {
  args: { readOnly: true },
  play: async ({ canvas }) => {
    await canvas.findAllByRole("rowheader");
    await expect(canvas.queryByRole("button")).toBeNull();
  },
};
export const Narrow: Story = { parameters: { width: 366 } };

export const AskedHowToRotate: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Rotate Billing backend" }));
    await screen.findByRole("alertdialog", { name: "Rotate Billing backend?" });
  },
};
/** The text of a new key: nothing is said over it until it is left. */
export const ShownOnce: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Rotate Billing backend" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Rotate" }));
    const shown = within(await screen.findByRole("dialog", { name: "Copy the key now" }));
    await expect(shown.getByText(/^sk_live_/)).toBeInTheDocument();
    await expect(page.getByText(/was rotated/), "it is said").toBeInTheDocument();
    await expect(document.querySelector("[data-slot=toast]"), "no toast lies over it").toBeNull();
  },
};
export const CreatesAKeyAndShowsItOnce: Story = {
  args: { onAfterChange: fn() },
  play: async ({ args, canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Create key" }));
    const form = within(await screen.findByRole("dialog", { name: "Create key" }));
    await expect(form.getByRole("button", { name: "Create key" })).toBeDisabled();
    await userEvent.type(form.getByRole("textbox", { name: "Name" }), "Reports");
    await userEvent.selectOptions(form.getByRole("combobox", { name: "Access" }), "Read and change");
    await userEvent.click(form.getByRole("checkbox", { name: "Read secrets" }));
    await userEvent.type(form.getByRole("textbox", { name: /Requests a minute/ }), "60 000");
    await userEvent.click(form.getByRole("button", { name: "Create key" }));
    const shown = within(await screen.findByRole("dialog", { name: "Copy the key now" }));
    const text = shown.getByText(/^sk_live_/).textContent;
    await userEvent.keyboard("{Escape}");
    await expect(shown.getByRole("button", { name: "Copy key" })).toBeInTheDocument();
    await userEvent.click(shown.getByRole("button", { name: "I have kept it" }));
    await expect(await screen.findAllByText("API key “Reports” was created.")).not.toEqual([]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(document.body).not.toHaveTextContent(text as string);
    const [made] = keyNamed(loaded, "Reports");
    await expect(made).toMatchObject({ scopes: ["write", "secrets:read"], rate_limit: 60_000 });
    await expect(JSON.stringify((args.onAfterChange as ReturnType<typeof fn>).mock.calls)).not.toContain(
      text,
    );
    await expect(await canvas.findByText("Reports")).toBeInTheDocument();
  },
};
export const RefusedKeyStaysInTheForm: Story = {
  parameters: {
    stratum: {
      seed: withApiKeys,
      failures: { createApiKey: { code: "FORBIDDEN", message: "The caller lacks admin." } },
    },
  },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Create key" }));
    const form = within(await screen.findByRole("dialog"));
    await userEvent.type(form.getByRole("textbox", { name: "Name" }), "Reports");
    await userEvent.click(form.getByRole("button", { name: "Create key" }));
    await expect(await form.findByRole("alert")).toBeInTheDocument();
    await expect(form.getByRole("textbox", { name: "Name" })).toHaveValue("Reports");
  },
};
export const RotatesWithAnOverlap: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Rotate Billing backend" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Rotate Billing backend?" }));
    await userEvent.selectOptions(
      dialog.getByRole("combobox", { name: "The old key works on" }),
      "For an hour",
    );
    await userEvent.click(dialog.getByRole("button", { name: "Rotate" }));
    const shown = within(await screen.findByRole("dialog", { name: "Copy the key now" }));
    await userEvent.click(shown.getByRole("button", { name: "I have kept it" }));
    const [old, next] = keyNamed(loaded, "Billing backend");
    await expect(old?.replaced_by).toBe(next?.id);
    const left = Date.parse(old?.expires_at ?? "") - Date.now();
    await expect(left).toBeGreaterThan(3_000_000);
    await expect(left).toBeLessThanOrEqual(3_600_000);
    await waitFor(() => expect(canvas.getAllByText("Being replaced")).toHaveLength(2));
  },
};
export const RevokesByItsName: Story = {
  args: { onAfterChange: fn() },
  play: async ({ args, canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Revoke Billing backend" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Revoke Billing backend?" });
    await expect(dialog).toHaveTextContent(/Every server that uses Billing backend/);
    await userEvent.click(within(dialog).getByRole("button", { name: "Revoke" }));
    await waitFor(() => expect(args.onAfterChange).toHaveBeenCalledOnce());
    await expect(keyNamed(loaded, "Billing backend")[0]?.revoked_at).not.toBeNull();
    await waitFor(() => expect(canvas.queryByRole("button", { name: "Revoke Billing backend" })).toBeNull());
  },
};
export const VetoedRevocation: Story = {
  args: { onBeforeChange: async () => false },
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Revoke Billing backend" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Revoke" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    await expect(keyNamed(loaded, "Billing backend")[0]?.revoked_at).toBeNull();
  },
};
