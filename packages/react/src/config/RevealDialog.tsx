"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import {
  Button,
  CopyText,
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  Field,
  Note,
  TextField,
  useErrorText,
} from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { toText } from "./config.values.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";
import { useSecretReveal } from "./useSecretReveal.ts";

export interface RevealDialogProps {
  editor: ConfigEditorState;
  /** The key. */
  of: string;
  onOpenChange: (open: boolean) => void;
}

/** Asks why a secret is needed, shows it, and hides it again after half a minute. */
export function RevealDialog({ editor, of: key, onOpenChange }: RevealDialogProps): ReactElement {
  const t = useMessages(configDialogMessages);
  const errorText = useErrorText();
  const secret = useSecretReveal(key, editor.tenantId);
  const shown = secret.value !== undefined;
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent
        size="sm"
        title={t(shown ? "config.value.of" : "config.reveal.title", { key })}
        description={t("config.reveal.text")}
      >
        <form
          className="st-form"
          onSubmit={(event) => {
            event.preventDefault();
            secret.reveal();
          }}
        >
          <DialogBody>
            {secret.value !== undefined && (
              <>
                <CopyText text={toText(secret.value)} />
                <p className="st-muted">{t("config.reveal.shown", { count: secret.left })}</p>
              </>
            )}
            {!shown && (
              <Field label={t("config.reveal.reason")} required>
                <TextField
                  value={secret.reason}
                  maxLength={500}
                  onChange={(event) => secret.setReason(event.target.value)}
                />
              </Field>
            )}
            {secret.over && !shown && <Note>{t("config.reveal.gone")}</Note>}
            {secret.error && <Note tone="red">{errorText(secret.error)}</Note>}
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{t(shown ? "config.reveal.done" : "config.cancel")}</Button>
            </DialogClose>
            {!shown && (
              <Button type="submit" variant="primary" busy={secret.busy} disabled={!secret.reason.trim()}>
                {t("config.reveal.submit")}
              </Button>
            )}
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
