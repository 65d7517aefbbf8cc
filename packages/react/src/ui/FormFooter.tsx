"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button, type ButtonProps } from "./Button.tsx";
import { DialogClose, DialogFooter } from "./Dialog.tsx";
import { uiMessages } from "./ui.messages.ts";

/** The foot of a form in a dialog: cancel, and the button that sends it, which takes the props. */
export function FormFooter(props: ButtonProps): ReactElement {
  const t = useMessages(uiMessages);
  return (
    <DialogFooter>
      <DialogClose asChild>
        <Button disabled={props.busy}>{t("ui.cancel")}</Button>
      </DialogClose>
      <Button type="submit" variant="primary" {...props} />
    </DialogFooter>
  );
}
