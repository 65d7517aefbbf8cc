"use client";
import { KeyRound, Plus } from "lucide-react";
import { lazy, type ReactElement, Suspense, useRef, useState } from "react";
import { useMessages } from "../i18n/index.ts";
import {
  Button,
  ConfirmDialog,
  Dialog,
  DialogBody,
  DialogContent,
  DialogFooter,
  EmptyState,
  ErrorState,
  Field,
  Note,
  Select,
} from "../ui/index.ts";
import { Pager } from "../ui/Pager.tsx";
import { SecretBox } from "../ui/SecretBox.tsx";
import { AccessSkeleton } from "./AccessSkeleton.tsx";
import { ApiKeyTable } from "./ApiKeyTable.tsx";
import { accessMessages } from "./access.messages.ts";
import type { ApiKeyManagerState } from "./useApiKeyManager.ts";

const Create = lazy(() =>
  import("./CreateApiKeyDialog.tsx").then((file) => ({ default: file.CreateApiKeyDialog })),
);

/** The keys in each of their states, and what opens over them. */
export function ApiKeyPanel({ manager }: { manager: ApiKeyManagerState }): ReactElement {
  // From the first time on it stays, and can show how it closes.
  const used = useRef(false);
  if (manager.task?.kind === "create") used.current = true;
  return (
    <>
      <Keys manager={manager} />
      {used.current && (
        <Suspense fallback={null}>
          <Create manager={manager} />
        </Suspense>
      )}
      <ShownDialog manager={manager} />
      <RotateDialog manager={manager} />
      <RevokeDialog manager={manager} />
    </>
  );
}

function Keys({ manager }: { manager: ApiKeyManagerState }): ReactElement {
  const t = useMessages(accessMessages);
  const { keys, rows, readOnly } = manager;
  if (keys.isPending) return <AccessSkeleton table="st-access-table" />;
  if (keys.isError && !keys.data)
    return (
      <ErrorState error={keys.error} onRetry={keys.refetch} retrying={keys.isRefetching} scope="admin" />
    );
  const create = !readOnly && (
    <Button
      variant={rows.length === 0 ? "primary" : undefined}
      className={rows.length === 0 ? undefined : "st-panel-add"}
      icon={<Plus aria-hidden />}
      onClick={() => manager.open({ kind: "create" })}
    >
      {t("access.create")}
    </Button>
  );
  return (
    <>
      {readOnly && <Note>{t("access.readOnly")}</Note>}
      {rows.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden />} title={t("access.empty.title")} action={create}>
          {t("access.empty.text")}
        </EmptyState>
      ) : (
        <>
          <div className="st-panel-bar" data-slot="toolbar">
            <span className="st-muted">{t("access.count", { count: rows.length })}</span>
            {create}
          </div>
          <ApiKeyTable manager={manager} />
          <Pager query={manager.keys} />
        </>
      )}
    </>
  );
}

/** The text of a new key, this once. It leaves by its button only: Escape would lose it. */
function ShownDialog({ manager }: { manager: ApiKeyManagerState }): ReactElement {
  const t = useMessages(accessMessages);
  const key = manager.task?.kind === "shown" ? manager.task.key : null;
  return (
    <Dialog open={key !== null} onOpenChange={() => undefined}>
      <DialogContent
        closable={false}
        title={t("access.shown.title")}
        description={t("access.shown.text", { name: key?.name ?? "" })}
      >
        <DialogBody>
          <SecretBox text={key?.plaintext_key ?? ""} label={t("access.shown.copy")} />
        </DialogBody>
        <DialogFooter>
          <Button variant="primary" onClick={() => manager.close()}>
            {t("access.shown.done")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

const OVERLAPS = ["0", "3600", "86400", "604800"] as const;
type Overlap = (typeof OVERLAPS)[number];

function RotateDialog({ manager }: { manager: ApiKeyManagerState }): ReactElement {
  const t = useMessages(accessMessages);
  const [overlap, setOverlap] = useState<Overlap>("86400");
  const key = manager.task?.kind === "rotate" ? manager.task.key : null;
  const { id = "", name = "" } = key ?? {};
  return (
    <ConfirmDialog
      open={key !== null}
      // The new key is shown in its place then.
      onOpenChange={(open) => !open && manager.close("rotate")}
      title={t("access.rotate.title", { name })}
      description={t("access.rotate.text")}
      confirmLabel={t("access.rotate")}
      tone="primary"
      onConfirm={() =>
        manager.change({ action: "rotate", id, options: { overlap_seconds: Number(overlap) } })
      }
    >
      <Field label={t("access.rotate.overlap")}>
        <Select
          value={overlap}
          onChange={(event) => setOverlap(event.target.value as Overlap)}
          options={OVERLAPS.map((value) => ({ value, label: t(`access.overlap.${value}`) }))}
        />
      </Field>
    </ConfirmDialog>
  );
}

function RevokeDialog({ manager }: { manager: ApiKeyManagerState }): ReactElement {
  const t = useMessages(accessMessages);
  const key = manager.task?.kind === "revoke" ? manager.task.key : null;
  const { id = "", name = "", hint = "" } = key ?? {};
  return (
    <ConfirmDialog
      open={key !== null}
      onOpenChange={(open) => !open && manager.close()}
      title={t("access.revoke.title", { name })}
      description={t("access.revoke.text", { name, hint })}
      confirmLabel={t("access.revoke")}
      onConfirm={() => manager.change({ action: "revoke", id })}
    />
  );
}
