"use client";
import { VersionConflictError } from "@stratum-hq/core/client";
import type { ReactElement, ReactNode } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "./Button.tsx";
import { Note } from "./Note.tsx";
import { uiMessages } from "./ui.messages.ts";

/**
 * What somebody else has saved since a form began with `base`, out of the server's refusal; null if that is not what
 * went wrong, or the form goes on from there already.
 */
export function theirsOf<T extends { version: number }>(error: unknown, base: T | undefined): T | null {
  const stored = error instanceof VersionConflictError ? (error.details.current as T) : null;
  return stored && stored.version !== base?.version ? stored : null;
}

export interface ConflictNoteProps {
  /** Says what is there now. */
  children: ReactNode;
  /** Fills the form with what somebody else has saved. */
  onTheirs: () => void;
  /** Goes on with what is in the form, to be saved over it. */
  onMine: () => void;
}

/** Tells in a form that somebody else was quicker, with both ways to go on. */
export function ConflictNote({ children, onTheirs, onMine }: ConflictNoteProps): ReactElement {
  const t = useMessages(uiMessages);
  return (
    <Note tone="amber" className="st-failed" role="alert">
      <span>{children}</span>
      <span className="st-failed-actions">
        <Button size="sm" onClick={onTheirs}>
          {t("ui.conflict.theirs")}
        </Button>
        <Button size="sm" onClick={onMine}>
          {t("ui.conflict.mine")}
        </Button>
      </span>
    </Note>
  );
}
