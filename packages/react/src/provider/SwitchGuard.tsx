"use client";
import { type ReactElement, Suspense } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { later } from "../ui/later.ts";
import { providerMessages } from "./provider.messages.ts";
import { useDiscardQuestion } from "./useSwitchGuard.ts";

const ConfirmDialog = later(async () => (await import("../ui/ConfirmDialog.tsx")).ConfirmDialog);

export interface SwitchGuardProps {
  /** How many changes would be lost; with 0 it lets everything pass. */
  changes: number;
  /** Told when the reader drops them, before the tenant is left. */
  onDiscard?: (() => void) | undefined;
}

/** Put into an editor: asks “Discard 3 changes?” before its tenant is left. Draws nothing until then. */
export function SwitchGuard({ changes, onDiscard }: SwitchGuardProps): ReactElement | null {
  const t = useMessages(providerMessages);
  const question = useDiscardQuestion(changes, onDiscard);
  if (!question.open) return null;
  return (
    <Suspense fallback={null}>
      <ConfirmDialog
        open
        onOpenChange={(open) => !open && question.keep()}
        title={t("provider.discard.title", { count: changes })}
        description={t("provider.discard.text")}
        confirmLabel={t("provider.discard.confirm")}
        cancelLabel={t("provider.discard.stay")}
        onConfirm={question.discard}
      />
    </Suspense>
  );
}
