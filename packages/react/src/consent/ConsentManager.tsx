"use client";
import { FileCheck2, Plus, SearchX } from "lucide-react";
import { forwardRef, type HTMLAttributes, lazy, type ReactElement, Suspense, useRef } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, ConfirmDialog, cx, EmptyState, ErrorState, Note, type Part } from "../ui/index.ts";
import { Pager } from "../ui/Pager.tsx";
import { ConsentSkeleton, ConsentTable } from "./ConsentTable.tsx";
import { ConsentToolbar } from "./ConsentToolbar.tsx";
import { consentMessages } from "./consent.messages.ts";
import {
  type ConsentManagerOptions,
  type ConsentManagerState,
  useConsentManager,
} from "./useConsentManager.ts";

const Timeline = lazy(() =>
  import("./ConsentTimeline.tsx").then((file) => ({ default: file.ConsentTimeline })),
);
const Grant = lazy(() => import("./GrantDialog.tsx").then((file) => ({ default: file.GrantDialog })));

export interface ConsentManagerProps
  extends ConsentManagerOptions,
    Omit<HTMLAttributes<HTMLElement>, "children"> {}

/**
 * The consents of a tenant's subjects, for an operator: who agreed to what, since when and until when; to record one,
 * to withdraw one, and to read everything on record for a subject.
 */
export const ConsentManager: Part<ConsentManagerProps, HTMLElement> = forwardRef<
  HTMLElement,
  ConsentManagerProps
>(function ConsentManager(props, ref) {
  const { tenantId, view, defaultView, onViewChange, readOnly, onBeforeChange, onAfterChange, ...rest } =
    props;
  const manager = useConsentManager(props);
  // From the first time on it stays, and can show how it closes.
  const used = useRef(new Set<string>());
  if (manager.task) used.current.add(manager.task.kind);
  return (
    <section
      data-slot="consent-manager"
      {...rest}
      ref={ref}
      className={cx("st-panel st-consent", rest.className)}
      data-state={manager.consents.status}
    >
      <Panel manager={manager} />
      <Suspense fallback={null}>
        {used.current.has("grant") && <Grant manager={manager} />}
        {used.current.has("timeline") && <Timeline manager={manager} />}
      </Suspense>
      <WithdrawDialog manager={manager} />
    </section>
  );
});

function Panel({ manager }: { manager: ConsentManagerState }): ReactElement {
  const t = useMessages(consentMessages);
  const { consents } = manager;
  if (consents.isPending) return <ConsentSkeleton />;
  if (consents.isError && !consents.data)
    return <ErrorState error={consents.error} onRetry={consents.refetch} retrying={consents.isRefetching} />;
  const empty = manager.loaded === 0 && !manager.filtered;
  return (
    <>
      {manager.readOnly && <Note>{t("consent.readOnly")}</Note>}
      {empty ? (
        <EmptyState
          icon={<FileCheck2 aria-hidden />}
          title={t("consent.empty.title")}
          action={
            manager.readOnly ? undefined : (
              <Button
                variant="primary"
                icon={<Plus aria-hidden />}
                onClick={() => manager.open({ kind: "grant", from: {} })}
              >
                {t("consent.grant")}
              </Button>
            )
          }
        >
          {t("consent.empty.text")}
        </EmptyState>
      ) : (
        <>
          <ConsentToolbar manager={manager} />
          {manager.rows.length > 0 ? (
            <ConsentTable manager={manager} />
          ) : (
            <EmptyState
              icon={<SearchX aria-hidden />}
              title={t("consent.none.title")}
              action={<Button onClick={manager.clear}>{t("consent.none.clear")}</Button>}
            >
              {t("consent.none.text")}
            </EmptyState>
          )}
          <Pager query={manager.consents}>
            {manager.rows.length === manager.loaded
              ? t("consent.count", { count: manager.loaded })
              : t("consent.count.of", { shown: manager.rows.length, loaded: manager.loaded })}
          </Pager>
        </>
      )}
    </>
  );
}

function WithdrawDialog({ manager }: { manager: ConsentManagerState }): ReactElement {
  const t = useMessages(consentMessages);
  const consent = manager.task?.kind === "withdraw" ? manager.task.consent : null;
  const { subject_id = "", purpose = "" } = consent ?? {};
  return (
    <ConfirmDialog
      open={consent !== null}
      onOpenChange={(open) => !open && manager.close()}
      title={t("consent.withdraw.title", { purpose })}
      description={t("consent.withdraw.text", { subject: subject_id, purpose })}
      confirmLabel={t("consent.withdraw")}
      onConfirm={() => manager.change({ action: "withdraw", subject_id, purpose })}
    />
  );
}
