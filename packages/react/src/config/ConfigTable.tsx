"use client";
import { type ReactElement, useEffect } from "react";
import { useMessages } from "../i18n/index.ts";
import { Table } from "../ui/index.ts";
import { ConfigRows } from "./ConfigRows.tsx";
import { ConfigTableHead } from "./ConfigTableHead.tsx";
import { preloadValueForm } from "./ConfigValueCell.tsx";
import { configMessages } from "./config.messages.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";

/** The effective config, one row per key, under quiet headings by prefix. */
export function ConfigTable({ editor }: { editor: ConfigEditorState }): ReactElement {
  const t = useMessages(configMessages);
  const { readOnly } = editor;
  useEffect(() => {
    if (readOnly) return;
    const timer = setTimeout(preloadValueForm, 200);
    return () => clearTimeout(timer);
  }, [readOnly]);
  return (
    <Table label={t("config.table")} className="st-cards st-config-table" aria-rowcount={editor.shown + 1}>
      <ConfigTableHead readOnly={readOnly} />
      <ConfigRows editor={editor} />
    </Table>
  );
}
