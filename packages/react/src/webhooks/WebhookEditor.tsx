"use client";
import { Plus, Webhook as WebhookIcon } from "lucide-react";
import { forwardRef, type HTMLAttributes, lazy, type ReactElement, Suspense } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, cx, EmptyState, ErrorState, Note, type Part } from "../ui/index.ts";
import { Pager } from "../ui/Pager.tsx";
import { useWebhookEditor, type WebhookEditorOptions, type WebhookEditorState } from "./useWebhookEditor.ts";
import { WebhookSkeleton, WebhookTable } from "./WebhookTable.tsx";
import { webhooksMessages } from "./webhooks.messages.ts";

const Dialogs = lazy(() => import("./WebhookDialogs.tsx").then((file) => ({ default: file.WebhookDialogs })));

export interface WebhookEditorProps
  extends WebhookEditorOptions,
    Omit<HTMLAttributes<HTMLElement>, "children"> {}

/**
 * The addresses that are told of a tenant's events: to add one and keep its secret, test, pause, change and delete it,
 * and to see what was sent and send it again.
 */
export const WebhookEditor: Part<WebhookEditorProps, HTMLElement> = forwardRef<
  HTMLElement,
  WebhookEditorProps
>(function WebhookEditor(props, ref) {
  const { tenantId, readOnly, onBeforeChange, onAfterChange, ...rest } = props;
  const editor = useWebhookEditor(props);
  return (
    <section
      data-slot="webhook-editor"
      {...rest}
      ref={ref}
      className={cx("st-panel st-webhooks", rest.className)}
      data-state={editor.webhooks.status}
    >
      <Panel editor={editor} />
      {editor.used && (
        <Suspense fallback={null}>
          <Dialogs editor={editor} />
        </Suspense>
      )}
    </section>
  );
});

function Panel({ editor }: { editor: WebhookEditorState }): ReactElement {
  const t = useMessages(webhooksMessages);
  const { webhooks, rows, readOnly } = editor;
  if (webhooks.isPending) return <WebhookSkeleton />;
  if (webhooks.isError && !webhooks.data)
    return <ErrorState error={webhooks.error} onRetry={webhooks.refetch} retrying={webhooks.isRefetching} />;
  const add = (
    <Button
      variant={rows.length === 0 ? "primary" : undefined}
      className={rows.length === 0 ? undefined : "st-panel-add"}
      icon={<Plus aria-hidden />}
      onClick={() => editor.open({ kind: "create" })}
    >
      {t("webhooks.add")}
    </Button>
  );
  return (
    <>
      {readOnly && <Note>{t("webhooks.readOnly")}</Note>}
      {rows.length === 0 ? (
        <EmptyState
          icon={<WebhookIcon aria-hidden />}
          title={t("webhooks.empty.title")}
          action={readOnly ? undefined : add}
        >
          {t("webhooks.empty.text")}
        </EmptyState>
      ) : (
        <>
          <div className="st-panel-bar" data-slot="toolbar">
            <span className="st-muted">{t("webhooks.count", { count: rows.length })}</span>
            {!readOnly && add}
          </div>
          <WebhookTable editor={editor} />
          <Pager query={webhooks} />
        </>
      )}
    </>
  );
}
