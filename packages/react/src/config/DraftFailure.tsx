"use client";
import { UnauthorizedError } from "@stratum-hq/core/client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, Note, useErrorText, useSignIn } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import type { ConfigDraftsState } from "./useConfigDrafts.ts";

export interface DraftFailureProps {
  drafts: ConfigDraftsState;
  onSave: () => Promise<void>;
}

/** Why the last save failed. Where the session has ended it leads through the sign-in, and saves after it. */
export function DraftFailure({ drafts, onSave }: DraftFailureProps): ReactElement | null {
  const t = useMessages(configDialogMessages);
  const errorText = useErrorText();
  const signIn = useSignIn();
  const { error } = drafts;
  if (!error) return null;
  if (!(error instanceof UnauthorizedError)) return <Note tone="red">{errorText(error)}</Note>;
  const again = async (): Promise<void> => {
    if (await signIn?.()) await onSave();
  };
  return (
    <Note tone="amber" role="alert">
      {t("config.draft.ended")}{" "}
      {signIn && (
        <Button size="sm" onClick={() => void again()}>
          {t("config.draft.signIn")}
        </Button>
      )}
    </Note>
  );
}
