"use client";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { useRowHeight } from "../ui/density.ts";
import { ConfigTableRow } from "./ConfigTableRow.tsx";
import type { ConfigGroup, ConfigRow } from "./config.rows.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";

/** Rows that are drawn or left out together. */
const CHUNK = 40;
/** So many rows are always drawn, so that a usual table is whole for the browser's own search. */
const WHOLE = 200;

/** Rows of a table, by group, in pieces of which only those near the window are drawn. */
export function ConfigRows({ editor }: { editor: ConfigEditorState }): ReactElement {
  const windowed = editor.shown > WHOLE;
  return (
    <>
      {editor.groups.flatMap((group) =>
        piecesOf(group, windowed ? CHUNK : Number.POSITIVE_INFINITY).map((rows, index) => (
          <Piece
            // The rows of a piece change with the search: by its first one it is known again.
            key={`${group.name} ${rows[0]?.key}`}
            editor={editor}
            group={group}
            rows={rows}
            first={index === 0}
            windowed={windowed}
          />
        )),
      )}
    </>
  );
}

function piecesOf({ rows }: ConfigGroup, size: number): ConfigRow[][] {
  if (rows.length <= size) return [rows];
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}

interface PieceProps {
  editor: ConfigEditorState;
  group: ConfigGroup;
  rows: readonly ConfigRow[];
  first: boolean;
  windowed: boolean;
}
function Piece({ editor, group, rows, first, windowed }: PieceProps): ReactElement {
  const body = useRef<HTMLTableSectionElement>(null);
  const [near, setNear] = useState(!windowed);
  const height = useRef(rows.length * useRowHeight());
  useEffect(() => {
    const element = body.current;
    if (!windowed || !element || typeof IntersectionObserver === "undefined") return setNear(true);
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        if (entry.isIntersecting) height.current = entry.boundingClientRect.height || height.current;
        setNear(entry.isIntersecting);
      },
      { rootMargin: "800px 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [windowed]);
  const columns = editor.readOnly ? 3 : 4;
  // What is being typed, or has the focus, is never taken away.
  const held =
    rows.some(({ key }) => editor.editing?.key === key) || body.current?.contains(document.activeElement);
  return (
    <tbody ref={body}>
      {first && group.name && (
        <tr className="st-config-group">
          <th scope="rowgroup" colSpan={columns}>
            <bdi>{group.name}</bdi> <span className="st-muted">{group.rows.length}</span>
          </th>
        </tr>
      )}
      {near || held ? (
        rows.map((row) => <ConfigTableRow key={row.key} editor={editor} row={row} group={group.name} />)
      ) : (
        <tr aria-hidden>
          <td colSpan={columns} style={{ height: height.current, padding: 0, background: "none" }} />
        </tr>
      )}
    </tbody>
  );
}
