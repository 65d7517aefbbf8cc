"use client";
import type { Revocation } from "@stratum-hq/core";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, ConfirmDialog, Note, Skeleton, useErrorText } from "../ui/index.ts";
import { PermissionImpact } from "./PermissionImpact.tsx";
import { permissionDialogMessages } from "./permissions.dialogs.messages.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import type { PermissionEditorState } from "./usePermissionEditor.ts";
import { useRevocationPreview } from "./usePermissions.ts";

/** Asks before a revocation, with who loses and who keeps a policy as the server says at this moment. */
export function RevokeDialog(props: { editor: PermissionEditorState; row: PermissionRow }): ReactElement {
  const { editor, row } = props;
  const t = useMessages(permissionDialogMessages);
  const errorText = useErrorText();
  const { key, entry } = row;
  const policyId = entry.own_policy_id;
  const preview = useRevocationPreview(editor.tenantId, policyId);
  const rule = entry.shadowed ? "hidden" : entry.revocation_mode === "SOFT" ? "SOFT" : "CASCADE";
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && editor.close()}
      title={t("permissions.revoke.title", { key })}
      description={t(`permissions.revoke.${rule}`)}
      confirmLabel={t("permissions.revoke")}
      disabled={!preview.isSuccess}
      onConfirm={async () => {
        if (policyId !== null) await editor.change({ action: "revoke", key, policy_id: policyId });
      }}
    >
      {preview.isSuccess && <Affected revocation={preview.data} tenantId={editor.tenantId} />}
      {preview.isSuccess && (
        <PermissionImpact tenantId={editor.tenantId} changes={[{ action: "delete", key }]} />
      )}
      {preview.isPending && (
        <div className="st-affected" aria-busy="true">
          <Skeleton width={160} />
          <Skeleton width={220} />
        </div>
      )}
      {preview.isError && (
        <Note tone="red">
          {errorText(preview.error)}{" "}
          <Button size="sm" onClick={() => void preview.refetch()}>
            {t("permissions.revoke.retry")}
          </Button>
        </Note>
      )}
    </ConfirmDialog>
  );
}

function Affected({ revocation, tenantId }: { revocation: Revocation; tenantId: string }): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const { deleted, kept } = revocation;
  return (
    <div className="st-affected">
      <p>{t("permissions.revoke.loses", { count: deleted.length })}</p>
      <Names of={deleted} tenantId={tenantId} />
      {kept.length > 0 && <p>{t("permissions.revoke.keeps", { count: kept.length })}</p>}
      {kept.length > 0 && <Names of={kept} tenantId={tenantId} />}
    </div>
  );
}

/** The first names; more than that is a number, not a list to read. */
const FIRST = 12;
function Names({ of, tenantId }: { of: Revocation["deleted"]; tenantId: string }): ReactElement {
  const t = useMessages(permissionDialogMessages);
  return (
    <ul>
      {of.slice(0, FIRST).map((one) => (
        <li key={one.policy_id}>
          {one.tenant_name}
          {one.tenant_id === tenantId && <span className="st-muted"> · {t("permissions.revoke.here")}</span>}
        </li>
      ))}
      {of.length > FIRST && (
        <li className="st-muted">{t("permissions.revoke.more", { count: of.length - FIRST })}</li>
      )}
    </ul>
  );
}
