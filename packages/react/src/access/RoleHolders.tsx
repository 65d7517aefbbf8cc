"use client";
import type { Role, RoleHolder } from "@stratum-hq/core";
import { KeyRound, UserRound } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useMessages } from "../i18n/index.ts";
import { Badge, Button, ConfirmDialog, DialogBody, ErrorState, Skeleton } from "../ui/index.ts";
import { Pager } from "../ui/Pager.tsx";
import { RoleGift } from "./RoleGift.tsx";
import { rolesMessages } from "./roles.messages.ts";
import type { RoleHolderRef } from "./roles.mutations.ts";
import type { RoleEditorState } from "./useRoleEditor.ts";
import { useRoleHolders } from "./useRoles.ts";

const nameOf = ({ key_name, principal_id }: RoleHolder): string => key_name ?? principal_id ?? "";
const idOf = ({ key_id, principal_id, tenant_id }: RoleHolder): string =>
  key_id ?? `${tenant_id} ${principal_id}`;
const refOf = ({ key_id, key_name, principal_id, tenant_id }: RoleHolder): RoleHolderRef =>
  key_id !== null
    ? { key_id, key_name: key_name ?? undefined }
    : { tenant_id: tenant_id ?? "", principal_id: principal_id ?? "" };

/** Who holds a role, page by page, with the ways to give it and to take it away. */
export function RoleHolders({ editor, role }: { editor: RoleEditorState; role: Role }): ReactElement {
  const t = useMessages(rolesMessages);
  const holders = useRoleHolders(editor.tenantId, role.id);
  const rows = holders.data?.pages.flatMap((page) => page.data) ?? [];
  const [taken, setTaken] = useState<RoleHolder | null>(null);
  return (
    <DialogBody>
      {holders.isError && !holders.data ? (
        <ErrorState
          error={holders.error}
          onRetry={holders.refetch}
          retrying={holders.isRefetching}
          scope="admin"
        />
      ) : holders.isPending ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <p className="st-muted">{t("roles.holders.empty")}</p>
      ) : (
        <ul className="st-role-holders" aria-label={t("roles.held")}>
          {rows.map((holder) => (
            <Holder
              key={idOf(holder)}
              holder={holder}
              onTake={editor.readOnly ? undefined : () => setTaken(holder)}
            />
          ))}
        </ul>
      )}
      <Pager query={holders} />
      {!editor.readOnly && <RoleGift editor={editor} role={role} />}
      <TakeDialog editor={editor} role={role} holder={taken} onClose={() => setTaken(null)} />
    </DialogBody>
  );
}

function Holder({ holder, onTake }: { holder: RoleHolder; onTake: (() => void) | undefined }): ReactElement {
  const t = useMessages(rolesMessages);
  const name = nameOf(holder);
  return (
    <li data-kind={holder.kind} data-slot="role-holder">
      {holder.kind === "key" ? <KeyRound aria-hidden /> : <UserRound aria-hidden />}
      <div className="st-rules">
        <span className="st-role-name">{name}</span>
        <small className="st-role-name">{holder.tenant_name ?? t("roles.origin.platform")}</small>
        {!holder.counts && (
          <Badge tone="outline" title={t("roles.holders.idle.text")}>
            {t("roles.holders.idle")}
          </Badge>
        )}
      </div>
      {onTake && (
        <Button size="sm" aria-label={t("roles.take.label", { name })} onClick={onTake}>
          {t("roles.take")}
        </Button>
      )}
    </li>
  );
}

function TakeDialog({
  editor,
  role,
  holder,
  onClose,
}: {
  editor: RoleEditorState;
  role: Role;
  holder: RoleHolder | null;
  onClose: () => void;
}): ReactElement {
  const t = useMessages(rolesMessages);
  const name = holder ? nameOf(holder) : "";
  return (
    <ConfirmDialog
      open={holder !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("roles.take.title", { role: role.name, name })}
      description={t("roles.take.text", { name })}
      confirmLabel={t("roles.take")}
      onConfirm={() => holder && editor.change({ action: "take", role, holder: refOf(holder) })}
    />
  );
}

function Waiting(): ReactElement {
  return (
    <div className="st-role-holders" aria-busy="true">
      {[148, 120, 168].map((width) => (
        <div key={width}>
          <Skeleton width={16} height={16} />
          <div className="st-rules">
            <Skeleton width={width} />
            <Skeleton width={96} height={10} />
          </div>
        </div>
      ))}
    </div>
  );
}
