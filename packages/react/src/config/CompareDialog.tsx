"use client";
import type { ConfigDiff, ResolvedConfigEntry } from "@stratum-hq/core";
import { type ReactElement, useState } from "react";
import { useMessages } from "../i18n/index.ts";
import { TenantPicker, useTenant } from "../tenants/index.ts";
import { Button, Dialog, DialogBody, DialogContent, ErrorState, Skeleton } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { useConfigDiff } from "./useConfigCompare.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";
import { WholeValue } from "./WholeValue.tsx";

export interface CompareDialogProps {
  editor: ConfigEditorState;
  onOpenChange: (open: boolean) => void;
}

/** What another tenant gets and this one does not, key by key; any of it can be taken over. */
export function CompareDialog({ editor, onOpenChange }: CompareDialogProps): ReactElement {
  const t = useMessages(configDialogMessages);
  const [other, setOther] = useState<string | null>(null);
  const diff = useConfigDiff(other, editor.tenantId);
  const differences = diff.data?.differences ?? [];
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent size="lg" title={t("config.compare.title")} description={t("config.compare.text")}>
        <DialogBody>
          <TenantPicker label={t("config.compare.pick")} value={other} onChange={setOther} />
          {other && diff.isPending && <Skeleton width="100%" height={96} />}
          {diff.isError && <ErrorState error={diff.error} onRetry={diff.refetch} />}
          {diff.isSuccess && (
            <p className="st-muted" role="status">
              {differences.length === 0
                ? t("config.compare.same")
                : t("config.compare.count", { count: differences.length })}
            </p>
          )}
          {other && <Differences editor={editor} other={other} differences={differences} />}
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function Differences(props: {
  editor: ConfigEditorState;
  /** The tenant that is compared with. */
  other: string;
  differences: ConfigDiff["differences"];
}): ReactElement {
  const name = useTenant(props.other).data?.name ?? "…";
  return (
    <ul className="st-review" data-slot="config-diff">
      {props.differences.map((difference) => (
        <Difference key={difference.key} editor={props.editor} other={name} difference={difference} />
      ))}
    </ul>
  );
}

function Difference({
  editor,
  other,
  difference: { key, a, b },
}: {
  editor: ConfigEditorState;
  /** Name of the tenant that is compared with. */
  other: string;
  difference: ConfigDiff["differences"][number];
}): ReactElement {
  const t = useMessages(configDialogMessages);
  const row = editor.rows.find((one) => one.key === key);
  const mayTake = b && !b.masked && !editor.readOnly && (!row || editor.canWrite(row));
  const version = row?.entry.own_version ?? 0;
  const drafted = editor.drafts.drafts[key]?.value;
  const taken = b !== null && drafted !== undefined && JSON.stringify(drafted) === JSON.stringify(b.value);
  return (
    <li className="st-review-item">
      <div className="st-review-head">
        <span className="st-review-key">{key}</span>
        {row?.origin === "locked" && (
          <span className="st-muted">
            {t("config.origin.locked", { name: row.entry.source_name ?? t("config.origin.above") })}
          </span>
        )}
        {mayTake && (
          <Button
            size="sm"
            aria-disabled={taken || undefined}
            aria-label={taken ? undefined : t("config.compare.take.label", { key })}
            onClick={() => !taken && void editor.change({ action: "set", key, value: b.value }, version)}
          >
            {t(taken ? "config.compare.taken" : "config.compare.take")}
          </Button>
        )}
      </div>
      <div className="st-review-values">
        <Side label={t("config.compare.here")} entry={a} />
        <Side label={other} entry={b} />
      </div>
    </li>
  );
}

function Side({ label, entry }: { label: string; entry: ResolvedConfigEntry | null }): ReactElement {
  const t = useMessages(configDialogMessages);
  return (
    <div className="st-review-value">
      <span className="st-review-label">
        {label}
        {entry?.inherited && (
          <span className="st-muted">
            {" · "}
            {entry.source === "default"
              ? t("config.origin.default")
              : t("config.origin.inherited", { name: entry.source_name ?? t("config.origin.above") })}
          </span>
        )}
      </span>
      {entry ? <WholeValue of={entry} /> : <p className="st-chain-value">{t("config.chain.nothing")}</p>}
    </div>
  );
}
