"use client";
import { type ReactElement, useEffect, useRef } from "react";
import { useMessages } from "../i18n/index.ts";
import {
  Button,
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  ErrorState,
  Note,
  useAnnounce,
} from "../ui/index.ts";
import { permissionDialogMessages } from "./permissions.dialogs.messages.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";
import { MAX_WHAT_IF, useWhatIf } from "./useWhatIf.ts";
import { WhatIfChange } from "./WhatIfChange.tsx";
import { WhatIfForm } from "./WhatIfForm.tsx";
import { WhatIfResult } from "./WhatIfResult.tsx";

/** Tries a draft of policies: who would gain, who would lose, what would be refused. Nothing is written. */
export function WhatIfDialog({ editor }: { editor: PermissionEditorState }): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const announce = useAnnounce();
  const { form, ...whatIf } = useWhatIf(editor.tenantId, editor.rows);
  const { drafts, simulation } = whatIf;
  const { data, isPlaceholderData } = simulation;
  const key = useRef<HTMLInputElement>(null);
  const current = drafts.length > 0 && !isPlaceholderData ? data : undefined;
  useEffect(() => {
    if (!current) return;
    const count = current.permissions.reduce((sum, one) => sum + one.changed, 0);
    announce(t("permissions.simulate.count", { count }), { silent: true });
  }, [current, announce, t]);
  return (
    <Dialog open onOpenChange={(open) => !open && editor.close()}>
      <DialogContent
        size="lg"
        title={t("permissions.simulate.title")}
        description={t("permissions.simulate.text")}
      >
        <DialogBody>
          <WhatIfForm
            form={form}
            keys={editor.rows.map((row) => row.key)}
            under={editor.tenantId}
            keyField={key}
          />
          {whatIf.full && <Note tone="amber">{t("permissions.simulate.full", { count: MAX_WHAT_IF })}</Note>}
          {drafts.length > 0 && (
            <section className="st-what-if" aria-label={t("permissions.simulate.draft")}>
              <h3 className="st-field-label">{t("permissions.simulate.draft")}</h3>
              <ol className="st-what-if-changes" data-slot="what-if-changes">
                {drafts.map(({ id, change }, index) => (
                  <WhatIfChange
                    key={id}
                    change={change}
                    here={editor.tenantId}
                    refused={current?.changes[index]?.refused ?? null}
                    onRemove={() => {
                      whatIf.remove(id);
                      key.current?.focus();
                    }}
                  />
                ))}
              </ol>
            </section>
          )}
          {simulation.isError && <ErrorState error={simulation.error} onRetry={simulation.refetch} />}
          {drafts.length > 0 && !simulation.isError && (
            <WhatIfResult simulation={data} busy={isPlaceholderData} />
          )}
        </DialogBody>
        <DialogFooter>
          {drafts.length > 0 && (
            <Button variant="ghost" onClick={whatIf.clear}>
              {t("permissions.simulate.clear")}
            </Button>
          )}
          <DialogClose asChild>
            <Button>{t("permissions.simulate.close")}</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
