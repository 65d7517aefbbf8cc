"use client";
import { EyeOff, KeyRound } from "lucide-react";
import { type ReactElement, Suspense } from "react";
import { useMessages } from "../i18n/index.ts";
import { BreakableText, later, Skeleton, Switch } from "../ui/index.ts";
import type { ConfigDraft } from "./config.drafts.ts";
import { configMessages } from "./config.messages.ts";
import type { ConfigRow } from "./config.rows.ts";
import { kindOf, shortPrint, toLine } from "./config.values.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";

const ConfigValueForm = later(async () => (await import("./ConfigValueForm.tsx")).ConfigValueForm);
/** Fetches what a value is typed in before it is asked for. */
export const preloadValueForm = (): void => ConfigValueForm.preload();

/** The value of a row: an own one can be changed in place, any other one is read. */
export function ConfigValueCell({
  editor,
  row,
}: {
  editor: ConfigEditorState;
  row: ConfigRow;
}): ReactElement {
  const t = useMessages(configMessages);
  const { entry, key } = row;
  if (editor.editing?.key === key)
    return (
      <Suspense fallback={<Skeleton width={160} height={28} />}>
        <ConfigValueForm editor={editor} row={row} editing={editor.editing} />
      </Suspense>
    );
  const draft = editor.drafts.drafts[key];
  if (draft?.remove) return <Dropped value={entry.masked ? t("config.secret") : toLine(entry.value)} />;
  const kind = entry.masked ? "secret" : kindOf(entry.value);
  const line = entry.masked
    ? t("config.secret.hidden", { fingerprint: shortPrint(entry.fingerprint) })
    : toLine(entry.value);
  const text = kind === "string" ? <BreakableText text={line} /> : line;
  const own =
    entry.shadowed &&
    t("config.own.hidden", {
      value: entry.shadowed.masked ? t("config.secret") : toLine(entry.shadowed.value),
    });
  if (row.origin !== "set" || !editor.canWrite(row))
    return (
      <div className="st-value">
        <span className="st-value-text" data-kind={kind} title={line}>
          {entry.masked && <KeyRound aria-hidden />}
          {text}
        </span>
        {own && (
          <span className="st-value-hidden" title={own}>
            <EyeOff aria-hidden />
            <span className="st-truncate">{own}</span>
          </span>
        )}
      </div>
    );
  if (typeof entry.value === "boolean" && !entry.sensitive)
    return (
      <span className="st-value-switch">
        <Switch
          aria-label={t("config.value.of", { key })}
          checked={entry.value}
          onCheckedChange={(on) => !editor.isSaving(key) && void editor.setValue(row, on)}
        />
        <code aria-hidden>{line}</code>
        {draft && <Was draft={draft} />}
      </span>
    );
  return (
    <div className="st-value">
      <button
        type="button"
        className="st-value-button"
        data-slot="value-button"
        data-kind={kind}
        title={line}
        onClick={() => editor.edit(row)}
      >
        <span className="st-sr-only">{t("config.edit.label", { key })}: </span>
        {(entry.masked || entry.sensitive) && <KeyRound aria-hidden />}
        {text}
      </button>
      {draft && <Was draft={draft} />}
    </div>
  );
}

/** What a draft replaces. */
function Was({ draft: { base } }: { draft: ConfigDraft }): ReactElement {
  const t = useMessages(configMessages);
  const text = !base
    ? t("config.draft.wasNothing")
    : t("config.draft.was", { value: base.masked ? t("config.secret") : toLine(base.value) });
  return (
    <span className="st-value-was st-truncate" title={text}>
      {text}
    </span>
  );
}

/** An own value that the next save drops. */
function Dropped({ value }: { value: string }): ReactElement {
  const t = useMessages(configMessages);
  return (
    <div className="st-value">
      <del className="st-value-text st-truncate" title={value}>
        {value}
      </del>
      <span className="st-value-was">{t("config.draft.willInherit")}</span>
    </div>
  );
}
