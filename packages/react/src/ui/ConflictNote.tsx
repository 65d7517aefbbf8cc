"use client";
import type { ReactElement, ReactNode } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "./Button.tsx";
import { Note } from "./Note.tsx";
import { panelMessages } from "./panel.messages.ts";
import type { Conflict } from "./useBase.ts";

export interface ConflictNoteProps<T> {
  /** What `conflictIn` tells. */
  conflict: Conflict<T>;
  /** Says what is there now. */
  children: (theirs: T) => ReactNode;
}

/** Tells in a form that somebody else was quicker, with both ways to go on; nothing while nobody was. */
export function ConflictNote<T>({ conflict, children }: ConflictNoteProps<T>): ReactElement | null {
  const t = useMessages(panelMessages);
  if (conflict.theirs === null) return null;
  return (
    <Note tone="amber" className="st-failed" role="alert">
      <span>{children(conflict.theirs)}</span>
      <span className="st-failed-actions">
        <Button size="sm" onClick={conflict.takeTheirs}>
          {t("ui.conflict.theirs")}
        </Button>
        <Button size="sm" onClick={conflict.keepMine}>
          {t("ui.conflict.mine")}
        </Button>
      </span>
    </Note>
  );
}
