import type { Meta, StoryObj } from "@storybook/react-vite";
import { type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import { ConsentManager } from "./ConsentManager.tsx";

const meta = {
  title: "consent/ConsentManager",
  component: ConsentManager,
  decorators: [
    (Story, { parameters }) => (
      <div className="st-card" style={{ padding: 16, maxWidth: parameters.width ?? 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ConsentManager>;
export default meta;
type Story = StoryObj<typeof meta>;

const amelia = "amelia.ortiz@bayside.example";
const eventsOf = (loaded: Record<string, unknown>, subject: string, purpose: string): string[] =>
  (loaded.mock as MockControlPlane).state.consent
    .filter((event) => event.subject_id === subject && event.purpose === purpose)
    .map((event) => event.type);

export const Ready: Story = {};
export const Loading: Story = { parameters: { stratum: { latency: Number.POSITIVE_INFINITY } } };
export const Empty: Story = {
  parameters: { stratum: { tenantId: mspIds.root } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No consents yet")).toBeInTheDocument();
    await expect(canvas.getByRole("button", { name: "Record consent" })).toBeInTheDocument();
  },
};
export const Failed: Story = {
  parameters: { stratum: { failures: { listConsent: "network" } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("NETWORK_ERROR");
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { failures: { listConsent: { code: "FORBIDDEN" } } } },
};
export const ReadOnly: Story = { args: { readOnly: true } };
export const Narrow: Story = { parameters: { width: 366 } };

export const FiltersBySubjectPurposeAndStatus: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Withdrawn" }));
    await expect(canvas.getAllByRole("rowheader")).toHaveLength(1);
    await userEvent.click(canvas.getByRole("button", { name: "All" }));
    await userEvent.selectOptions(canvas.getByRole("combobox", { name: "Purpose" }), "analytics.usage");
    await waitFor(() => expect(canvas.getAllByRole("rowheader")).toHaveLength(2));
    await userEvent.type(canvas.getByRole("searchbox"), amelia);
    await waitFor(() => expect(canvas.getAllByRole("rowheader")).toHaveLength(1));
    await userEvent.clear(canvas.getByRole("searchbox"));
    await userEvent.type(canvas.getByRole("searchbox"), "nobody");
    await userEvent.click(await canvas.findByRole("button", { name: "Show all consents" }));
    await waitFor(() => expect(canvas.getAllByRole("rowheader")).toHaveLength(6));
  },
};
export const WithdrawsInTwoClicks: Story = {
  args: { onAfterChange: fn() },
  play: async ({ args, canvas, userEvent, loaded }) => {
    await userEvent.click(
      await canvas.findByRole("button", { name: `Withdraw marketing.email for ${amelia}` }),
    );
    const dialog = await screen.findByRole("alertdialog", { name: "Withdraw marketing.email?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Withdraw" }));
    await waitFor(() =>
      expect(eventsOf(loaded, amelia, "marketing.email")).toEqual(["granted", "withdrawn"]),
    );
    await waitFor(() => expect(args.onAfterChange).toHaveBeenCalledOnce());
    await expect(
      await canvas.findByRole("button", { name: `Grant again: marketing.email for ${amelia}` }),
    ).toBeInTheDocument();
  },
};
export const FailedWithdrawalStaysActive: Story = {
  parameters: {
    stratum: { failures: { revokeConsent: { code: "INTERNAL_ERROR", message: "The disk is full." } } },
  },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(
      await canvas.findByRole("button", { name: `Withdraw marketing.email for ${amelia}` }),
    );
    const dialog = within(await screen.findByRole("alertdialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Withdraw" }));
    await expect(await dialog.findByRole("alert")).toHaveTextContent("The disk is full.");
    await userEvent.click(dialog.getByRole("button", { name: "Cancel" }));
    await expect(
      await canvas.findByRole("button", { name: `Withdraw marketing.email for ${amelia}` }),
    ).toBeInTheDocument();
  },
};
export const AskedWhatToRecord: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Record consent" }));
    await screen.findByRole("dialog", { name: "Record consent" });
  },
};
export const RecordsAConsent: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Record consent" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Record consent" }));
    await userEvent.type(dialog.getByRole("textbox", { name: "Subject" }), "lena.berg@bayside.example");
    const purpose = dialog.getByRole("combobox", { name: "Purpose" });
    await userEvent.type(purpose, "Marketing Email");
    await userEvent.click(dialog.getByRole("button", { name: "Record consent" }));
    await expect(await dialog.findByRole("alert")).toHaveTextContent(/Must start with a letter/);
    await userEvent.clear(purpose);
    await userEvent.type(purpose, "marketing.email");
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Holds" }), "For a year");
    await userEvent.type(dialog.getByRole("textbox", { name: /Channel/ }), "phone");
    await userEvent.click(dialog.getByRole("button", { name: "Record consent" }));
    await waitFor(() =>
      expect(eventsOf(loaded, "lena.berg@bayside.example", "marketing.email")).toEqual(["granted"]),
    );
    await expect(await canvas.findByText("lena.berg@bayside.example")).toBeInTheDocument();
  },
};
export const TimelineOfASubject: Story = {
  play: async ({ canvas, userEvent }) => {
    const [first] = await canvas.findAllByRole("button", { name: `Timeline of ${amelia}` });
    await userEvent.click(first as HTMLElement);
    const panel = within(await screen.findByRole("dialog", { name: amelia }));
    const events = await panel.findAllByRole("listitem");
    await expect(events[0]).toHaveTextContent("analytics.usage withdrawn");
    await expect(events).toHaveLength(3);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  },
};
export const LoadsPageByPage: Story = {
  parameters: {
    stratum: {
      seed: (store: MockControlPlane["state"]) => {
        mspSeed(store);
        for (let i = 0; i < 60; i++) {
          store.addConsent({
            tenant_id: mspIds.customer,
            subject_id: `subject-${i}`,
            purpose: "news.monthly",
          });
        }
      },
    },
  },
  play: async ({ canvas, userEvent }) => {
    await waitFor(() => expect(canvas.getAllByRole("rowheader")).toHaveLength(50));
    await userEvent.click(canvas.getByRole("button", { name: "Load more" }));
    await waitFor(() => expect(canvas.getAllByRole("rowheader")).toHaveLength(66));
    await expect(canvas.queryByRole("button", { name: "Load more" })).toBeNull();
  },
};
