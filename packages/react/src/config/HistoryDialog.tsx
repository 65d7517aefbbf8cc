"use client";
import type { ConfigVersion } from "@stratum-hq/core";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import {
  Badge,
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  ErrorState,
  Note,
  RelativeTime,
  Skeleton,
  useAnnounce,
  useErrorText,
} from "../ui/index.ts";
import { Pager } from "../ui/Pager.tsx";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";
import { useConfigHistory, useRestoreConfig } from "./useConfigHistory.ts";
import { WholeValue } from "./WholeValue.tsx";

export interface HistoryDialogProps {
  editor: ConfigEditorState;
  /** The key. */
  of: string;
  onOpenChange: (open: boolean) => void;
}

/** What a tenant has set for a key, who did, and the way back to any of it. */
export function HistoryDialog({ editor, of: key, onOpenChange }: HistoryDialogProps): ReactElement {
  const t = useMessages(configDialogMessages);
  const errorText = useErrorText();
  const announce = useAnnounce();
  const history = useConfigHistory(key, editor.tenantId);
  const restore = useRestoreConfig(editor.tenantId);
  const row = editor.rows.find((one) => one.key === key);
  const versions = history.data?.pages.flatMap((page) => page.data) ?? [];
  const latest = row?.entry.own_version ?? 0;
  const may = !editor.readOnly && row?.origin !== "locked";
  const back = async ({ version }: ConfigVersion): Promise<void> => {
    await restore.mutateAsync({ key, version, expected_version: latest });
    if (editor.drafts.drafts[key]) editor.drafts.discard(key);
    announce(t("config.history.restored", { key, version }), { tone: "success", topic: key });
    onOpenChange(false);
  };
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent title={t("config.history.title", { key })} description={t("config.history.text")}>
        <DialogBody>
          {history.isPending && <Skeleton width="100%" height={96} />}
          {history.isError && <ErrorState error={history.error} onRetry={history.refetch} />}
          {history.isSuccess && versions.length === 0 && (
            <p className="st-muted">{t("config.history.empty", { key })}</p>
          )}
          {restore.error && <Note tone="red">{errorText(restore.error)}</Note>}
          <ol className="st-history" data-slot="config-history">
            {versions.map((version) => (
              <Version
                key={version.version}
                version={version}
                current={version.version === latest}
                onRestore={may && !version.deleted ? () => void back(version).catch(() => {}) : undefined}
                busy={restore.isPending && restore.variables.version === version.version}
              />
            ))}
          </ol>
          <Pager query={history} label={t("config.history.more")} />
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

interface VersionProps {
  version: ConfigVersion;
  current: boolean;
  busy: boolean;
  onRestore: (() => void) | undefined;
}
function Version({ version, current, busy, onRestore }: VersionProps): ReactElement {
  const t = useMessages(configDialogMessages);
  return (
    <li className="st-history-item">
      <div className="st-history-head">
        <RelativeTime value={version.created_at} />
        <span className="st-muted">{t("config.history.by", { name: version.actor_id })}</span>
        {current && <Badge tone="accent">{t("config.history.current")}</Badge>}
        {version.locked && !version.deleted && <Badge tone="amber">{t("config.history.locked")}</Badge>}
        {onRestore && !current && (
          <Button
            size="sm"
            busy={busy}
            aria-label={t("config.history.restore.label", { version: version.version })}
            onClick={onRestore}
          >
            {t("config.history.restore")}
          </Button>
        )}
      </div>
      {version.deleted ? (
        <p className="st-muted">{t("config.history.deleted")}</p>
      ) : (
        <WholeValue of={version} />
      )}
    </li>
  );
}
