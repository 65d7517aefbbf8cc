"use client";
import { VersionConflictError } from "@stratum-hq/core/client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Note, useErrorText } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { fieldError } from "./field-error.ts";

export interface FormFailureProps {
  /** Why the form was refused; null shows nothing. */
  error: unknown;
  /** Fields that tell their own errors; if one of them does, nothing more is said here. */
  fields: readonly string[];
  /** The key that was to be written, for the sentence about a stale write. */
  of?: string | undefined;
}

/** Says why a form was refused, where no field does. */
export function FormFailure({ error, fields, of: key = "" }: FormFailureProps): ReactElement | null {
  const t = useMessages(configDialogMessages);
  const text = useErrorText();
  if (error === null || fields.some((field) => fieldError(error, field))) return null;
  const stale = error instanceof VersionConflictError;
  return <Note tone="red">{stale ? t("config.failed.conflict", { key }) : text(error)}</Note>;
}
