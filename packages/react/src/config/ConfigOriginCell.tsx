"use client";
import { Trash2, Undo2 } from "lucide-react";
import { type ReactElement, Suspense, useRef } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, later, Skeleton } from "../ui/index.ts";
import { configMessages } from "./config.messages.ts";
import type { ConfigRow } from "./config.rows.ts";
import { OriginChip, type ShownOrigin } from "./OriginChip.tsx";
import type { ConfigEditorState } from "./useConfigEditor.ts";
import { useNothingAbove } from "./useNothingAbove.ts";

const ConfigChain = later(async () => (await import("./ConfigChain.tsx")).ConfigChain);

const shownOf = ({ entry, origin }: ConfigRow): ShownOrigin =>
  entry.source === "default" ? "default" : origin === "set" && entry.locked ? "setLocked" : origin;

/** The origin chip of a row; opens the chain of its value and the choice between inheriting and setting it here. */
export function ConfigOriginCell({
  editor,
  row,
}: {
  editor: ConfigEditorState;
  row: ConfigRow;
}): ReactElement {
  const t = useMessages(configMessages);
  const open = editor.openKey === row.key;
  const setOpen = (next: boolean): void => editor.setOpenKey(next ? row.key : null);
  const { entry, origin } = row;
  const nothing = useNothingAbove(editor.tenantId, row.key, open && origin === "set");
  const leaving = editor.drafts.drafts[row.key]?.remove;
  const shown = leaving ? "leaving" : shownOf(row);
  const name = entry.source_name ?? t("config.origin.above");
  const text =
    shown === "leaving"
      ? t("config.draft.willInherit")
      : shown === "inherited" || shown === "locked" || shown === "default"
        ? t(`config.origin.${shown}.text`, { name })
        : t(`config.origin.${shown}.text`);
  // the input that "Override here" opens takes the focus, so it must not come back to the chip
  const typing = useRef(false);
  const override = (): void => {
    typing.current = true;
    setOpen(false);
    editor.edit(row);
  };
  const inherit = (): void => {
    setOpen(false);
    void editor.inherit(row);
  };
  return (
    <OriginChip
      of={row.key}
      origin={shown}
      source={entry.source_name}
      open={open}
      onOpenChange={setOpen}
      onCloseAutoFocus={(event) => {
        if (typing.current) event.preventDefault();
        typing.current = false;
      }}
    >
      <p className="st-muted">{text}</p>
      <Suspense fallback={<Skeleton width="100%" height={72} />}>
        <ConfigChain
          tenantId={editor.tenantId}
          of={row.key}
          onShowTree={() => {
            setOpen(false);
            editor.ask({ action: "graph", key: row.key });
          }}
        />
      </Suspense>
      {editor.canWrite(row) && !leaving && (
        <div className="st-origin-choice">
          {origin === "set" ? (
            <Button
              size="sm"
              icon={nothing ? <Trash2 aria-hidden /> : <Undo2 aria-hidden />}
              onClick={inherit}
            >
              {t(nothing ? "config.remove" : "config.inherit")}
            </Button>
          ) : (
            <Button size="sm" onClick={override}>
              {t("config.override")}
            </Button>
          )}
        </div>
      )}
    </OriginChip>
  );
}
