"use client";
import { type ReactElement, useRef } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, Dialog, DialogBody, DialogContent, DialogFooter, Note, useErrorText } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { DraftFailure } from "./DraftFailure.tsx";
import { ReviewItem } from "./ReviewItem.tsx";
import type { ConfigEditorState } from "./useConfigEditor.ts";
import { useConfigPreview } from "./useConfigPreview.ts";

export interface ReviewDialogProps {
  editor: ConfigEditorState;
  onSave: () => Promise<void>;
  onOpenChange: (open: boolean) => void;
}

/** All drafts, each as before and after; what cannot be saved as it is asks for a decision first. */
export function ReviewDialog({ editor, onSave, onOpenChange }: ReviewDialogProps): ReactElement {
  const t = useMessages(configDialogMessages);
  const errorText = useErrorText();
  const { drafts } = editor;
  const { count, list, blocked } = drafts;
  const preview = useConfigPreview(drafts.drafts, editor.tenantId);
  const changes = useRef<HTMLUListElement>(null);
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent
        size="lg"
        title={count === 0 ? t("config.review.titleNone") : t("config.review.title", { count })}
        description={t("config.review.text")}
        onOpenAutoFocus={(event) => {
          // Where reading begins: arrows scroll from here, Tab goes on to the first change, and no key saves unread.
          event.preventDefault();
          changes.current?.focus();
        }}
      >
        <DialogBody>
          {count === 0 && <p className="st-muted">{t("config.review.empty")}</p>}
          <ul ref={changes} tabIndex={-1} className="st-review" data-slot="review">
            {list.map((draft) => (
              <ReviewItem
                key={draft.key}
                editor={editor}
                draft={draft}
                impact={preview.data?.changes.find(({ key }) => key === draft.key)}
              />
            ))}
          </ul>
          {preview.isError && (
            <Note>{t("config.review.noPreview", { reason: errorText(preview.error) })}</Note>
          )}
          {blocked.length === 0 && <DraftFailure drafts={drafts} onSave={onSave} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>{t("config.review.close")}</Button>
          <Button
            variant="primary"
            busy={drafts.saving}
            disabled={count === 0 || blocked.length > 0 || drafts.tooMany}
            onClick={() => void onSave()}
          >
            {t("config.draft.save", { count })}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
