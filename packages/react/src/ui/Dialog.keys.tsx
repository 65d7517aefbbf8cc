/** The keys of dialogs: after the dialog patterns of the WAI-ARIA Authoring Practices. */
import { type ReactElement, useState } from "react";
import { equal, focus, focused, hides, shows, until } from "../testing/hands.ts";
import type { KeyTable } from "../testing/keys.ts";
import { Button } from "./Button.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "./Dialog.tsx";
import { Field } from "./Field.tsx";
import { TextField } from "./TextField.tsx";

const Example = (): ReactElement => (
  <Dialog>
    <DialogTrigger asChild>
      <Button>Open</Button>
    </DialogTrigger>
    <DialogContent title="Set a value">
      <DialogBody>
        <Field label="Value">
          <TextField />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Leave</Button>
        </DialogClose>
      </DialogFooter>
    </DialogContent>
  </Dialog>
);
const open = async (): Promise<void> => {
  await focus("button", "Open");
  shows("button", "Open").click();
  await until(() => focused("textbox", "Value"));
};
const closed = (): void => {
  hides("dialog");
  focused("button", "Open");
};

export const dialogKeys: KeyTable = {
  show: () => <Example />,
  operations: [
    {
      keys: "Enter",
      when: "on what opens it",
      does: "opens it, with the focus in its first field",
      given: () => focus("button", "Open"),
      sees: () => focused("textbox", "Value"),
    },
    {
      keys: "Tab",
      when: "in the dialog",
      does: "goes to its next control",
      given: open,
      sees: () => focused("button", "Leave"),
    },
    {
      keys: "Tab",
      when: "on its last control",
      does: "goes to its first one: the focus stays inside",
      given: async () => {
        await open();
        await focus("button", "Leave");
      },
      sees: () => focused("button", "Close"),
    },
    {
      keys: "Shift+Tab",
      when: "on its first control",
      does: "goes to its last one",
      given: async () => {
        await open();
        await focus("button", "Close");
      },
      sees: () => focused("button", "Leave"),
    },
    {
      keys: "Escape",
      when: "in the dialog",
      does: "closes it, and goes back to where the focus was",
      given: open,
      sees: closed,
    },
    {
      keys: "Enter",
      when: "on a button that closes it",
      does: "closes it, and goes back to where the focus was",
      given: async () => {
        await open();
        await focus("button", "Leave");
      },
      sees: closed,
    },
  ],
};

function Question({ hear }: { hear: (value: unknown) => void }): ReactElement {
  const [asking, setAsking] = useState(true);
  return (
    <ConfirmDialog
      open={asking}
      onOpenChange={setAsking}
      title="Archive “Harbor”?"
      description="Its keys stop working."
      confirmLabel="Archive"
      onConfirm={() => hear("archived")}
    />
  );
}
const asked = (): Promise<unknown> => until(() => focused("button", "Cancel"));

export const confirmDialogKeys: KeyTable = {
  show: (hear) => <Question hear={hear} />,
  operations: [
    {
      keys: "Enter",
      when: "where the focus starts, on the way out",
      does: "closes it, and does nothing",
      given: asked,
      sees: ({ heard }) => {
        hides("alertdialog");
        equal(heard(), undefined);
      },
    },
    {
      keys: "Escape",
      when: "in the dialog",
      does: "closes it, and does nothing",
      given: asked,
      sees: ({ heard }) => {
        hides("alertdialog");
        equal(heard(), undefined);
      },
    },
    {
      keys: "Tab",
      when: "on the way out",
      does: "goes to the button that does it",
      given: asked,
      sees: () => focused("button", "Archive"),
    },
    {
      keys: "Enter",
      when: "on the button that does it",
      does: "does it, and closes",
      given: async () => {
        await asked();
        await focus("button", "Archive");
      },
      sees: ({ heard }) => {
        hides("alertdialog");
        equal(heard(), "archived");
      },
    },
  ],
};
