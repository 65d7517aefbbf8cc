"use client";
import { Redo2, Undo2 } from "lucide-react";
import { type ReactElement, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, IconButton, later, Note, useAnnounce } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { MAX_DRAFTS } from "./config.drafts.ts";
import { DraftFailure } from "./DraftFailure.tsx";
import type { ConfigDraftsState } from "./useConfigDrafts.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";

const ReviewDialog = later(async () => (await import("./ReviewDialog.tsx")).ReviewDialog);

/** What is collected and not saved: how much, back and forth, and the one save. */
export function DraftTray({ editor }: { editor: ConfigEditorState }): ReactElement {
  const t = useMessages(configDialogMessages);
  const announce = useAnnounce();
  const [reviewing, setReviewing] = useState(false);
  const { drafts } = editor;
  const { count, blocked } = drafts;
  const tray = useRef<HTMLElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  useStepKeys(tray, drafts);
  const discard = (): void => {
    drafts.discard();
    // its button goes: the keyboard goes on from the one that brings the changes back
    back.current?.focus();
  };
  const save = async (): Promise<void> => {
    if (blocked.length > 0) return setReviewing(true);
    if (await drafts.save()) {
      setReviewing(false);
      announce(t("config.draft.saved", { count }), { tone: "success" });
    }
  };
  return (
    <section ref={tray} className="st-draft-tray" data-slot="draft-tray" aria-label={t("config.draft.label")}>
      {!reviewing && <DraftFailure drafts={drafts} onSave={save} />}
      {drafts.tooMany && <Note tone="amber">{t("config.draft.tooMany", { max: MAX_DRAFTS })}</Note>}
      <div className="st-draft-bar">
        <p className="st-draft-count">
          {count === 0 ? (
            <span className="st-muted">{t("config.draft.none")}</span>
          ) : (
            <>
              <strong>{t("config.draft.count", { count })}</strong>{" "}
              <span className="st-muted">
                {blocked.length > 0
                  ? t("config.draft.blocked", { count: blocked.length })
                  : t("config.draft.unsaved")}
              </span>
            </>
          )}
        </p>
        <IconButton
          ref={back}
          label={t("config.draft.undo")}
          icon={<Undo2 aria-hidden />}
          disabled={!drafts.canUndo}
          onClick={drafts.undo}
        />
        <IconButton
          label={t("config.draft.redo")}
          icon={<Redo2 aria-hidden />}
          disabled={!drafts.canRedo}
          onClick={drafts.redo}
        />
        {count > 0 && (
          <>
            <Button variant="ghost" onClick={discard}>
              {t("config.draft.discard")}
            </Button>
            <Button onClick={() => setReviewing(true)}>{t("config.draft.review")}</Button>
            <Button
              variant="primary"
              busy={drafts.saving}
              disabled={drafts.tooMany}
              onClick={() => void save()}
            >
              {t("config.draft.save", { count })}
            </Button>
          </>
        )}
      </div>
      {reviewing && (
        <Suspense fallback={null}>
          <ReviewDialog editor={editor} onSave={save} onOpenChange={setReviewing} />
        </Suspense>
      )}
    </section>
  );
}

/** Ctrl or ⌘ + Z takes the last change back, with Shift it comes again. A text being typed keeps its own undo. */
function useStepKeys(tray: RefObject<HTMLElement | null>, drafts: ConfigDraftsState): void {
  const latest = useRef(drafts);
  latest.current = drafts;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.defaultPrevented)
        return;
      const at = event.target as Element;
      const editor = tray.current?.parentElement;
      if (
        at.closest("input, textarea, select, [role=dialog]") ||
        (at !== document.body && !editor?.contains(at))
      )
        return;
      event.preventDefault();
      if (event.shiftKey) latest.current.redo();
      else latest.current.undo();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [tray]);
}
