"use client";
import type { ConfigPreview, Json, ResolvedConfigEntry } from "@stratum-hq/core";
import { Undo2 } from "lucide-react";
import type { ReactElement } from "react";
import { isolate, useLocale, useMessages } from "../i18n/index.ts";
import { Button, IconButton, Note } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import type { ConfigDraft } from "./config.drafts.ts";
import { toText } from "./config.values.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";

/** One draft: what it does, from what to what, and what stands in its way. */
export function ReviewItem({
  editor,
  draft,
  impact,
}: {
  editor: ConfigEditorState;
  draft: ConfigDraft;
  /** What it would do below; undefined until that is known. */
  impact: ConfigPreview["changes"][number] | undefined;
}): ReactElement {
  const t = useMessages(configDialogMessages);
  const { drafts, config } = editor;
  const { key, base } = draft;
  const now = config.data?.[key] ?? null;
  const state = drafts.stateOf(key);
  return (
    <li className="st-review-item" data-state={state}>
      <div className="st-review-head">
        <div className="st-review-what">
          <span className="st-review-key">{key}</span>
          <span className="st-muted">{useActions(draft).join(" · ")}</span>
        </div>
        <IconButton
          size="sm"
          label={t("config.draft.undoOne", { key })}
          icon={<Undo2 aria-hidden />}
          onClick={() => drafts.discard(key)}
        />
      </div>
      <div className="st-review-values">
        <Shown
          label={t(state === "stale" ? "config.review.began" : "config.review.before")}
          entry={base?.inherited && draft.remove ? null : base}
        />
        {state === "stale" && (
          <Shown label={t("config.review.now")} entry={now?.inherited ? null : now} tone="amber" />
        )}
        <Value
          label={t(state === "stale" ? "config.review.yours" : "config.review.after")}
          tone="accent"
          value={draft.remove ? undefined : draft.value === undefined ? (base?.value ?? null) : draft.value}
          secret={
            (draft.sensitive ?? base?.sensitive ?? false) ||
            (draft.value === undefined && base?.masked === true)
          }
        />
      </div>
      {impact && <Impact impact={impact} self={editor.tenantId} />}
      {state === "stale" && (
        <Note tone="amber" className="st-failed">
          <span>{t("config.review.stale", { key })}</span>
          <span className="st-failed-actions">
            <Button size="sm" onClick={() => drafts.discard(key)}>
              {t("config.review.keepTheirs")}
            </Button>
            <Button size="sm" onClick={() => drafts.keepMine(key)}>
              {t("config.review.keepMine")}
            </Button>
          </span>
        </Note>
      )}
      {state === "locked" && (
        <Note tone="amber" className="st-failed">
          <span>
            {t("config.review.locked", { key, name: now?.source_name ?? t("config.origin.above") })}
          </span>
          <Button size="sm" onClick={() => drafts.discard(key)}>
            {t("config.review.drop")}
          </Button>
        </Note>
      )}
    </li>
  );
}

/** How many tenants a draft reaches, how many keep their own, and who for example. */
function Impact({ impact, self }: { impact: ConfigPreview["changes"][number]; self: string }): ReactElement {
  const t = useMessages(configDialogMessages);
  const others = impact.examples.filter(({ tenant_id }) => tenant_id !== self);
  // each by itself, or a list of Latin names would run backwards in Arabic
  const names = others.slice(0, 3).map(({ name }) => isolate(name));
  const list = new Intl.ListFormat(useLocale(), { type: "conjunction" }).format(names);
  return (
    <ul className="st-impact st-muted" data-slot="impact">
      <li>
        {t("config.impact.changed", { count: impact.changed })}
        {names.length > 0 && ` ${t("config.impact.examples", { names: list })}`}
      </li>
      {impact.kept > 0 && <li>{t("config.impact.kept", { count: impact.kept })}</li>}
      {impact.shadowed > 0 && <li>{t("config.impact.shadowed", { count: impact.shadowed })}</li>}
    </ul>
  );
}

/** What a draft does, in words. */
function useActions({ base, value, locked, sensitive, remove }: ConfigDraft): string[] {
  const t = useMessages(configDialogMessages);
  if (remove) return [t("config.review.remove")];
  const own = base?.inherited === false;
  return [
    ...(value !== undefined ? [t(own ? "config.review.change" : "config.review.add")] : []),
    ...(locked !== undefined && locked !== (own && base.locked)
      ? [t(locked ? "config.review.lock" : "config.review.unlock")]
      : []),
    ...(sensitive !== undefined && sensitive !== (base?.sensitive ?? false)
      ? [t(sensitive ? "config.review.secret" : "config.review.notSecret")]
      : []),
  ];
}

type Tone = "neutral" | "amber" | "accent";
function Shown({
  entry,
  ...rest
}: {
  label: string;
  entry: ResolvedConfigEntry | null;
  tone?: Tone;
}): ReactElement {
  return <Value {...rest} value={entry?.value} secret={entry?.masked ?? false} />;
}

function Value({
  label,
  value,
  secret,
  tone = "neutral",
}: {
  label: string;
  value: Json | undefined;
  secret: boolean;
  tone?: Tone | undefined;
}): ReactElement {
  const t = useMessages(configDialogMessages);
  return (
    <div className="st-review-value" data-tone={tone}>
      <span className="st-review-label st-muted">{label}</span>
      {value === undefined ? (
        <p className="st-chain-value">{t("config.review.nothing")}</p>
      ) : secret ? (
        <p className="st-chain-value">{t("config.review.hidden")}</p>
      ) : (
        <pre className="st-chain-value">{toText(value)}</pre>
      )}
    </div>
  );
}
