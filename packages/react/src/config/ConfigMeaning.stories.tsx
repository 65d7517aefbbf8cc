import type { Meta, StoryObj } from "@storybook/react-vite";
import { type MockControlPlane, mspIds } from "@stratum-hq/sdk/msw";
import { expect, screen, waitFor, within } from "storybook/test";
import { ConfigEditor } from "./ConfigEditor.tsx";

/** Secrets, definitions and history. */
const meta = {
  title: "config/ConfigEditor/Meaning",
  component: ConfigEditor,
  args: { defaultQuery: "mail" },
  decorators: [
    (Story) => (
      <div className="st-card" style={{ padding: 16, maxWidth: 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
  parameters: {
    stratum: {
      session: { scopes: ["admin", "secrets:read"], actor_id: "ada" },
      frame: ["defineConfigKey"],
    },
  },
  beforeEach: async ({ loaded }) => {
    const { client } = loaded.mock as MockControlPlane;
    await client.defineConfigKey(mspIds.root, "mail.mode", {
      title: "Delivery",
      description: "How mail leaves the house.",
      schema: { type: "string", enum: ["off", "relay", "direct"] },
      default: "off",
    });
    await client.defineConfigKey(mspIds.root, "mail.retries", {
      description: "How often a mail is tried.",
      schema: { type: "integer", minimum: 1, maximum: 10 },
      default: 3,
    });
    await client.defineConfigKey(mspIds.root, "mail.domains", {
      description: "Mail for these is taken.",
      schema: { type: "array", items: { type: "string" } },
      default: [],
    });
    await client.setConfig(mspIds.customer, "mail.password", { value: "tr0ub4dor", sensitive: true });
    for (const value of ["a@example.com", "b@example.com"])
      await client.setConfig(mspIds.customer, "mail.from", { value });
  },
} satisfies Meta<typeof ConfigEditor>;
export default meta;
type Story = StoryObj<typeof meta>;

const ownOf = (loaded: Record<string, unknown>, key: string) =>
  (loaded.mock as MockControlPlane).state.config.get(mspIds.customer)?.get(key);

/** A default is the value at the top of the chain, and says so. */
export const Defaults: Story = {
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByRole("button", { name: "Default. Where mail.retries comes from" }),
    ).toBeInTheDocument();
  },
};
export const AChoiceOfTheDefinition: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Override here: mail.mode" }));
    await userEvent.selectOptions(
      await canvas.findByRole("combobox", { name: "Value of mail.mode" }),
      "relay",
    );
    await userEvent.click(canvas.getByRole("button", { name: "Save" }));
    await userEvent.click(await screen.findByRole("button", { name: "Save 1 change" }));
    await waitFor(() => expect(ownOf(loaded, "mail.mode")?.value).toBe("relay"));
  },
};
export const ABoundOfTheDefinition: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Override here: mail.retries" }));
    await canvas.findByText("How often a mail is tried.");
    await userEvent.keyboard("11");
    await expect(await canvas.findByRole("alert")).toHaveTextContent("Must be at most 10.");
    await expect(canvas.getByRole("button", { name: "Save" })).toBeDisabled();
  },
};
export const LinesOfTheDefinition: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Override here: mail.domains" }));
    await canvas.findByText(/^Mail for these is taken./);
    await userEvent.keyboard("example.com{Enter}example.org{Control>}{Enter}{/Control}");
    await userEvent.click(await screen.findByRole("button", { name: "Save 1 change" }));
    await waitFor(() => expect(ownOf(loaded, "mail.domains")?.value).toEqual(["example.com", "example.org"]));
  },
};
/** A secret is masked; it can be replaced but not read here. */
export const SecretIsReplaced: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    const edit = await canvas.findByRole("button", {
      name: /^Edit mail.password: Secret · fingerprint [0-9a-f]{6}$/,
    });
    await userEvent.click(edit);
    const input = await canvas.findByRole("textbox", { name: "Value of mail.password" });
    await waitFor(() => expect(input).toHaveFocus());
    await expect(input).toHaveValue("");
    await userEvent.keyboard("correct horse{Enter}");
    await userEvent.click(await screen.findByRole("button", { name: "Save 1 change" }));
    await waitFor(() => expect(ownOf(loaded, "mail.password")?.version).toBe(2));
    await expect(canvas.queryByText(/correct horse|tr0ub4dor/)).toBeNull();
  },
};
export const SecretIsRevealedForAReason: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "More for mail.password" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Reveal…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Reveal mail.password?" }));
    await expect(dialog.getByRole("button", { name: "Reveal" })).toBeDisabled();
    await userEvent.type(dialog.getByRole("textbox", { name: /Why/ }), "Mail is stuck, ticket 4711");
    await userEvent.click(dialog.getByRole("button", { name: "Reveal" }));
    await expect(await dialog.findByText("tr0ub4dor")).toBeInTheDocument();
    await expect(dialog.getByText(/Hides again in \d+ seconds/)).toBeInTheDocument();
    await expect(screen.getByRole("dialog", { name: "Value of mail.password" })).toBeInTheDocument();
  },
};
export const RestoredFromHistory: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "More for mail.from" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "History…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "History of mail.from" }));
    await userEvent.click(await dialog.findByRole("button", { name: "Restore version 1" }));
    await waitFor(() => expect(ownOf(loaded, "mail.from")?.value).toBe("a@example.com"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    // nothing was drafted, so nothing is said of drafts
    await expect(screen.queryByRole("region", { name: /not saved/ })).toBeNull();
  },
};
export const FoundByMark: Story = {
  args: { defaultQuery: "@secret" },
  play: async ({ canvas }) => {
    await canvas.findByRole("button", { name: /^Edit mail.password/ });
    await expect(canvas.queryByText(/retries/)).toBeNull();
  },
};
export const ComparedWithAnother: Story = {
  args: { defaultQuery: "" },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Compare with another tenant" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Compare with another tenant" }));
    await userEvent.type(dialog.getByRole("combobox", { name: "Tenant to compare with" }), "Summit");
    await userEvent.click(await screen.findByRole("option", { name: /Summit Managed Services/ }));
    await expect(await dialog.findByText(/keys differ/)).toBeInTheDocument();
    await userEvent.click(dialog.getAllByRole("button", { name: /^Use here:/ })[0] as HTMLElement);
    await expect(
      await screen.findByRole("region", { name: "Changes that are not saved", hidden: true }),
    ).toHaveTextContent("1 change");
    await expect(dialog.getByRole("button", { name: "Taken" })).toHaveFocus();
    await expect(dialog.getAllByText("Summit Managed Services").length).toBeGreaterThan(0);
  },
};
export const FoundAsDrift: Story = {
  args: { defaultQuery: "@drift" },
  parameters: { stratum: { tenantId: mspIds.root } },
  play: async ({ canvas }) => {
    await canvas.findAllByText(/max_users/);
    await waitFor(() => expect(canvas.queryByText(/quiet_hours/)).toBeNull());
  },
};
