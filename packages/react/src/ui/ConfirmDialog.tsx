"use client";
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "./Button.tsx";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "./Dialog.tsx";
import { Note } from "./Note.tsx";
import { uiMessages } from "./ui.messages.ts";
import { useErrorText } from "./useErrorText.ts";

export interface ConfirmDialogProps {
  /** Is it open? */
  open: boolean;
  /** Told when it opens or closes. */
  onOpenChange: (open: boolean) => void;
  /** The question, naming the thing: `Archive “NorthStar MSP”?` */
  title: string;
  /** The consequence, in a sentence. */
  description: ReactNode;
  /** The verb on the button, never “OK”. */
  confirmLabel: string;
  /** The way out. Default “Cancel”. */
  cancelLabel?: string | undefined;
  /** Default `danger`. */
  tone?: "danger" | "primary" | undefined;
  /** Does it. While its promise runs the dialog waits; a rejection is shown inside and the dialog stays. */
  onConfirm: () => unknown;
  /** More to decide, for example a checkbox. */
  children?: ReactNode;
  /** Blocks the confirm button, for example until something is chosen. Default false. */
  disabled?: boolean | undefined;
}

/** Asks before something that is hard to take back. The focus starts on the way out. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const {
    open,
    onOpenChange,
    title,
    description,
    confirmLabel,
    tone = "danger",
    onConfirm,
    children,
  } = props;
  const t = useMessages(uiMessages);
  const errorText = useErrorText();
  const cancel = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (open) setError(null);
  }, [open]);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !busy && onOpenChange(next)}>
      <DialogContent
        role="alertdialog"
        size="sm"
        closable={!busy}
        title={title}
        description={description}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          cancel.current?.focus();
        }}
      >
        {(children || error !== null) && (
          <DialogBody>
            {children}
            {error !== null && <Note tone="red">{errorText(error)}</Note>}
          </DialogBody>
        )}
        <DialogFooter>
          <Button ref={cancel} onClick={() => onOpenChange(false)} disabled={busy}>
            {props.cancelLabel ?? t("ui.cancel")}
          </Button>
          <Button variant={tone} busy={busy} disabled={props.disabled} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
