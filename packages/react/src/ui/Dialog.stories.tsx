import type { Meta, StoryObj } from "@storybook/react-vite";
import { ConfigLockedError } from "@stratum-hq/core/client";
import { useState } from "react";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { page } from "../testing/play.ts";
import { Button } from "./Button.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "./Dialog.tsx";
import { Field } from "./Field.tsx";
import { TextField } from "./TextField.tsx";

function Example({ lines = 1 }: { lines?: number }) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button>Open</Button>
      </DialogTrigger>
      <DialogContent title="Set a value" description="For Bayside Credit Union and all below it.">
        <DialogBody>
          <Field label="Value">
            <TextField />
          </Field>
          {Array.from({ length: lines }, (_, line) => (
            <p key={String(line)}>
              What is set here is inherited by every tenant below that sets nothing itself.
            </p>
          ))}
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary">Save</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

const meta = { title: "ui/Dialog", component: Example } satisfies Meta<typeof Example>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The focus starts in the first field, stays inside, and goes back to where it came from. */
export const Opens: Story = {
  play: async () => {
    const opener = await page.findByRole("button", { name: "Open" });
    await userEvent.click(opener);
    const dialog = await page.findByRole("dialog", { name: "Set a value" });
    await expect(dialog).toHaveAccessibleDescription("For Bayside Credit Union and all below it.");
    await waitFor(() => expect(page.getByRole("textbox", { name: "Value" })).toHaveFocus());
    for (let i = 0; i < 4; i++) await userEvent.tab();
    await expect(dialog).toContainElement(document.activeElement as HTMLElement);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(opener).toHaveFocus());
    await userEvent.click(opener);
  },
};
export const Long: Story = {
  args: { lines: 30 },
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Open" }));
    await waitFor(() => expect(page.getByRole("button", { name: "Save" })).toBeVisible());
  },
};

const onConfirm = fn();
function Confirm({ fails = false }: { fails?: boolean }) {
  const [open, setOpen] = useState(true);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Archive…</Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Archive “Harbor IT Partners”?"
        description="It and the 14 tenants below it leave the tree and their keys stop working."
        confirmLabel="Archive"
        onConfirm={async () => {
          onConfirm();
          if (fails) throw new ConfigLockedError("It changed while you were reading. Look again.");
        }}
      />
    </>
  );
}
/** Names the thing and the consequence; the focus starts on the way out. */
export const Confirms: Story = {
  render: () => <Confirm />,
  play: async () => {
    onConfirm.mockClear();
    await page.findByRole("alertdialog", { name: "Archive “Harbor IT Partners”?" });
    await waitFor(() => expect(page.getByRole("button", { name: "Cancel" })).toHaveFocus());
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(page.queryByRole("alertdialog")).toBeNull());
    await expect(onConfirm).not.toHaveBeenCalled();
    await userEvent.click(page.getByRole("button", { name: "Archive…" }));
    await userEvent.click(await page.findByRole("button", { name: "Archive" }));
    await waitFor(() => expect(page.queryByRole("alertdialog")).toBeNull());
    await expect(onConfirm).toHaveBeenCalledOnce();
  },
};
export const Question: Story = { render: () => <Confirm /> };
/** A refusal is told inside, and the dialog stays. */
export const ConfirmFails: Story = {
  render: () => <Confirm fails />,
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Archive" }));
    await expect(await page.findByRole("alert")).toHaveTextContent("It changed while you were reading.");
  },
};
