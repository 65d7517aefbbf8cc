"use client";
import { type ReactElement, useEffect } from "react";
import { useMessages } from "../i18n/index.ts";
import { Table } from "../ui/index.ts";
import { ConfigTableRow } from "./ConfigTableRow.tsx";
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
    <Table label={t("config.table")} className="st-config-table">
      <thead>
        <tr>
          <th scope="col">{t("config.key")}</th>
          <th scope="col">{t("config.value")}</th>
          <th scope="col">{t("config.origin")}</th>
          <th scope="col">
            <span className="st-sr-only">{t("config.actions")}</span>
          </th>
        </tr>
      </thead>
      {editor.groups.map((group) => (
        <tbody key={group.name}>
          {group.name && (
            <tr className="st-config-group">
              <th scope="rowgroup" colSpan={4}>
                {group.name} <span className="st-muted">{group.rows.length}</span>
              </th>
            </tr>
          )}
          {group.rows.map((row) => (
            <ConfigTableRow key={row.key} editor={editor} row={row} group={group.name} />
          ))}
        </tbody>
      ))}
    </Table>
  );
}
