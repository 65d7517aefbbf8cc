import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds } from "@stratum-hq/sdk/msw";
import { type ReactElement, useState } from "react";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { useTenant } from "../tenants/index.ts";
import { page } from "../testing/play.ts";
import { Button, Field, TextField } from "../ui/index.ts";
import { SwitchGuard, type SwitchGuardProps } from "./SwitchGuard.tsx";
import { useDiscardQuestion } from "./useSwitchGuard.ts";
import { useSwitchTenant } from "./useSwitchTenant.ts";

const meta = {
  title: "provider/SwitchGuard",
  component: SwitchGuard,
  args: { changes: 3, onDiscard: fn() },
  render: (args) => <Editor {...args} />,
} satisfies Meta<typeof SwitchGuard>;
export default meta;
type Story = StoryObj<typeof meta>;

/** A tenant's page with a way to another tenant. */
function Editor(props: SwitchGuardProps): ReactElement {
  const { data } = useTenant();
  const switchTenant = useSwitchTenant();
  return (
    <div style={{ display: "grid", gap: 12, justifyItems: "start" }}>
      <strong>{data?.name ?? "…"}</strong>
      <Button busy={switchTenant.pending !== null} onClick={() => void switchTenant(mspIds.reseller)}>
        {data?.id === mspIds.reseller ? "At" : "Go to"} Harbor IT Partners
      </Button>
      <SwitchGuard {...props} />
    </div>
  );
}
const leave = async (): Promise<void> => {
  await page.findByText("Bayside Credit Union");
  await userEvent.click(page.getByRole("button", { name: "Go to Harbor IT Partners" }));
};

export const Asks: Story = {
  play: async () => {
    await leave();
    await page.findByRole("alertdialog", { name: "Discard 3 changes?" });
    await expect(page.getByRole("button", { name: "Stay" })).toHaveFocus();
  },
};
export const Stays: Story = {
  play: async ({ args }) => {
    await leave();
    await page.findByRole("alertdialog");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(page.queryByRole("alertdialog")).toBeNull());
    await page.findByText("Bayside Credit Union");
    await expect(args.onDiscard).not.toHaveBeenCalled();
  },
};
export const Discards: Story = {
  args: { changes: 1 },
  play: async ({ args }) => {
    await leave();
    await page.findByRole("alertdialog", { name: "Discard 1 change?" });
    await userEvent.click(page.getByRole("button", { name: "Discard" }));
    await page.findByText("Harbor IT Partners");
    await expect(args.onDiscard).toHaveBeenCalledOnce();
  },
};
export const NothingToLose: Story = {
  args: { changes: 0 },
  play: async () => {
    await leave();
    await page.findByText("Harbor IT Partners");
  },
};

/** The same question in markup of your own, from the hook. */
export const OwnMarkup: Story = {
  render: () => <OwnQuestion />,
  play: async () => {
    await userEvent.type(await page.findByRole("textbox", { name: "Note" }), "x");
    await userEvent.click(page.getByRole("button", { name: "Leave" }));
    await userEvent.click(await page.findByRole("button", { name: "Drop the note" }));
    await page.findByText("Harbor IT Partners");
  },
};
function OwnQuestion(): ReactElement {
  const [note, setNote] = useState("");
  const { data } = useTenant();
  const switchTenant = useSwitchTenant();
  const question = useDiscardQuestion(note === "" ? 0 : 1, () => setNote(""));
  return (
    <div style={{ display: "grid", gap: 12, justifyItems: "start" }}>
      <strong>{data?.name ?? "…"}</strong>
      <Field label="Note">
        <TextField value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Button onClick={() => void switchTenant(mspIds.reseller)}>Leave</Button>
      {question.open && (
        <p role="status">
          There is a note. <Button onClick={question.discard}>Drop the note</Button>{" "}
          <Button onClick={question.keep}>Stay</Button>
        </p>
      )}
    </div>
  );
}
