"use client";
import { type ReactElement, Suspense, useEffect, useRef } from "react";
import { BreakableText, later } from "../ui/index.ts";
import { ConfigOriginCell } from "./ConfigOriginCell.tsx";
import { ConfigRowActions } from "./ConfigRowActions.tsx";
import { ConfigValueCell } from "./ConfigValueCell.tsx";
import type { ConfigRow } from "./config.rows.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";

const ChangeFailedNote = later(async () => (await import("./ChangeFailedNote.tsx")).ChangeFailedNote);

export interface ConfigTableRowProps {
  editor: ConfigEditorState;
  row: ConfigRow;
  /** Name of the group the row stands in. */
  group: string;
}

/** One key: its value, where that comes from, what can be done, and why the last change of it failed. */
export function ConfigTableRow({ editor, row, group }: ConfigTableRowProps): ReactElement {
  const failure = editor.failures.of(row.key);
  const editing = editor.editing?.key === row.key;
  const draft = editor.drafts.drafts[row.key];
  const line = useRef<HTMLTableRowElement>(null);
  const wasEditing = useRef(editing);
  useEffect(() => {
    // the input is gone with the focus in it: give that to the row, so that the keyboard goes on from there
    if (wasEditing.current && !editing && document.activeElement === document.body)
      line.current?.querySelector("button")?.focus();
    wasEditing.current = editing;
  }, [editing]);
  const deep = useRef(editor.openKey === row.key);
  useEffect(() => {
    // a chain that is open from the start, by a deep link, is no use out of sight
    if (deep.current) line.current?.scrollIntoView({ block: "center" });
  }, []);
  // the part that the group's heading already says is drawn back, not left out: keys are copied whole
  const cut = group ? group.length + 1 : 0;
  return (
    <>
      <tr
        ref={line}
        data-origin={row.origin}
        data-state={editor.isSaving(row.key) ? "saving" : undefined}
        data-draft={draft ? editor.drafts.stateOf(row.key) : undefined}
      >
        <th scope="row" className="st-config-key">
          {cut > 0 && <span className="st-muted">{row.key.slice(0, cut)}</span>}
          <wbr />
          <BreakableText text={row.key.slice(cut)} />
        </th>
        <td className="st-config-value">
          <ConfigValueCell editor={editor} row={row} />
        </td>
        <td className="st-config-origin">
          <ConfigOriginCell editor={editor} row={row} />
        </td>
        {!editor.readOnly && (
          <td className="st-config-tools" data-align="end">
            <ConfigRowActions editor={editor} row={row} />
          </td>
        )}
      </tr>
      {failure && (
        <tr className="st-note-row">
          <td colSpan={4}>
            <Suspense fallback={null}>
              <ChangeFailedNote
                of={row.key}
                error={failure.error}
                mine={failure.change.action === "set" ? failure.change.value : undefined}
                onReload={() => editor.reload(row.key)}
                onAgain={() => editor.again(failure)}
                onDismiss={() => editor.failures.dismiss(row.key)}
              />
            </Suspense>
          </td>
        </tr>
      )}
    </>
  );
}
