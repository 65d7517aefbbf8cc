"use client";
import type { Json } from "@stratum-hq/core";
import {
  ConfigLockedError,
  ForbiddenError,
  PermissionLockedError,
  VersionConflictError,
} from "@stratum-hq/core/client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, Note, useErrorText } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { toLine } from "./config.values.ts";

export interface ChangeFailedNoteProps {
  /** The key that was to be changed. */
  of: string;
  /** Why it failed. */
  error: unknown;
  /** Offered after a stale write: fetches what is there now. */
  onReload: () => unknown;
  /** Offered after a stale write: makes the change upon what is there now. */
  onAgain?: (() => unknown) | undefined;
  /** Takes the note away. */
  onDismiss: () => unknown;
  /** The value that was to be set, to stand beside the one that is there now. */
  mine?: Json | undefined;
}

/** Says why a change was taken back, and what can be done about it. */
export function ChangeFailedNote({ of: key, error, mine, ...on }: ChangeFailedNoteProps): ReactElement {
  const t = useMessages(configDialogMessages);
  const reason = useErrorText();
  const stale = error instanceof VersionConflictError;
  const text = (): string => {
    const by = lockedBy(error);
    if (by) return t("config.failed.lockedBy", { key, name: by });
    if (error instanceof ConfigLockedError || error instanceof PermissionLockedError)
      return t("config.failed.locked", { key });
    if (stale) {
      const now = error.details.current as { value?: Json; masked?: boolean } | null;
      const known = mine !== undefined && now?.value !== undefined && !now.masked;
      const both =
        known && t("config.failed.both", { theirs: toLine(now.value as Json), mine: toLine(mine) });
      return [t("config.failed.conflict", { key }), both].filter(Boolean).join(" ");
    }
    if (error instanceof ForbiddenError) return t("config.failed.forbidden", { key });
    return t("config.failed.other", { key, reason: reason(error) });
  };
  return (
    <Note tone="red" className="st-failed">
      <span>{text()}</span>
      <span className="st-failed-actions">
        {stale && (
          <Button size="sm" onClick={() => void on.onReload()}>
            {t("config.failed.reload")}
          </Button>
        )}
        {stale && on.onAgain && (
          <Button size="sm" variant="ghost" onClick={() => void on.onAgain?.()}>
            {t("config.failed.again")}
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={() => void on.onDismiss()}>
          {t("config.failed.dismiss")}
        </Button>
      </span>
    </Note>
  );
}

/** Name of the tenant whose lock refused a change, where the reader may know it. */
function lockedBy(error: unknown): string | null {
  if (!(error instanceof ConfigLockedError)) return null;
  const by = error.details.locked_by as { name?: string | null } | undefined;
  return by?.name ?? null;
}
