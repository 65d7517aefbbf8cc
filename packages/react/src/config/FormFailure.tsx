"use client";
import { VersionConflictError } from "@stratum-hq/core/client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, Note, useErrorText } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { fieldError } from "./field-error.ts";

export interface FormFailureProps {
  /** Why the form was refused; null shows nothing. */
  error: unknown;
  /** Fields that tell their own errors; if one of them does, nothing more is said here. */
  fields: readonly string[];
  /** The key that was to be written, for the sentence about a stale write. */
  of?: string | undefined;
  /** Offered after a stale write: fetches what is there now. */
  onReload?: (() => unknown) | undefined;
}

/** Says why a form was refused, where no field does. */
export function FormFailure({
  error,
  fields,
  of: key = "",
  onReload,
}: FormFailureProps): ReactElement | null {
  const t = useMessages(configDialogMessages);
  const text = useErrorText();
  if (error === null || fields.some((field) => fieldError(error, field))) return null;
  if (!(error instanceof VersionConflictError)) return <Note tone="red">{text(error)}</Note>;
  return (
    <Note tone="red" className="st-failed">
      <span>{t("config.failed.conflict", { key })}</span>
      {onReload && (
        <Button size="sm" onClick={() => void onReload()}>
          {t("config.failed.reload")}
        </Button>
      )}
    </Note>
  );
}
