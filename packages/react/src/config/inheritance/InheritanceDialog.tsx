"use client";
import type { ReactElement } from "react";
import { useMessages } from "../../i18n/index.ts";
import { Dialog, DialogBody, DialogContent } from "../../ui/index.ts";
import { InheritanceGraph, type InheritanceGraphProps } from "./InheritanceGraph.tsx";
import { inheritanceMessages } from "./inheritance.messages.ts";

export interface InheritanceDialogProps extends Pick<InheritanceGraphProps, "of" | "kind" | "tenantId"> {
  /** Told when it opens or closes. */
  onOpenChange: (open: boolean) => void;
}

/** The drawing of one key, opened over an editor. */
export function InheritanceDialog({ onOpenChange, ...graph }: InheritanceDialogProps): ReactElement {
  const t = useMessages(inheritanceMessages);
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent
        size="lg"
        title={t("inheritance.title", { key: graph.of })}
        description={t("inheritance.text")}
      >
        <DialogBody>
          <InheritanceGraph {...graph} />
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}
