"use client";
import type { Webhook } from "@stratum-hq/core";
import { CirclePause, CirclePlay, Ellipsis, History, KeyRound, PencilLine, Send, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import {
  BreakableText,
  Button,
  IconButton,
  Menu,
  MenuContent,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
  RelativeTime,
  Skeleton,
  Table,
  Tooltip,
} from "../ui/index.ts";
import { useWebhookAction } from "./useWebhookAction.ts";
import type { WebhookEditorState } from "./useWebhookEditor.ts";
import { WebhookStatusBadge } from "./WebhookStatusBadge.tsx";
import { webhooksMessages } from "./webhooks.messages.ts";

function Head(): ReactElement {
  const t = useMessages(webhooksMessages);
  return (
    <thead>
      <tr>
        <th scope="col">{t("webhooks.address")}</th>
        <th scope="col">{t("webhooks.events")}</th>
        <th scope="col">{t("webhooks.status")}</th>
        <th scope="col">{t("webhooks.success")}</th>
        <th scope="col">
          <span className="st-sr-only">{t("webhooks.actions")}</span>
        </th>
      </tr>
    </thead>
  );
}

function Row({ editor, webhook }: { editor: WebhookEditorState; webhook: Webhook }): ReactElement {
  const t = useMessages(webhooksMessages);
  const { url, description, events, disabled_reason, last_success_at } = webhook;
  return (
    <tr data-status={webhook.status}>
      <th scope="row" className="st-webhook-address">
        <div className="st-rules">
          <BreakableText text={url} />
          {description && <small>{description}</small>}
        </div>
      </th>
      <td className="st-webhook-events">
        {events.includes("*") ? (
          t("webhooks.events.all")
        ) : (
          <span className="st-webhook-words">
            {events.map((event) => (
              <code key={event}>
                <BreakableText text={event} />
              </code>
            ))}
          </span>
        )}
      </td>
      <td className="st-webhook-status">
        <div className="st-rules">
          <WebhookStatusBadge webhook={webhook} />
          {disabled_reason && (
            <small>{t(disabled_reason === "gone" ? "webhooks.status.gone" : "webhooks.status.kept")}</small>
          )}
        </div>
      </td>
      <td className="st-webhook-success" data-label={t("webhooks.success")}>
        {last_success_at ? <RelativeTime value={last_success_at} /> : t("webhooks.success.never")}
      </td>
      <td className="st-webhook-tools" data-align="end">
        <div className="st-config-actions">
          <Button
            size="sm"
            icon={<History aria-hidden />}
            aria-label={t("webhooks.deliveries")}
            title={t("webhooks.deliveries")}
            onClick={() => editor.open({ kind: "deliveries", webhook })}
          >
            <span className="st-webhook-word">{t("webhooks.deliveries")}</span>
          </Button>
          {!editor.readOnly && <RowMenu editor={editor} webhook={webhook} />}
        </div>
      </td>
    </tr>
  );
}

function RowMenu({ editor, webhook }: { editor: WebhookEditorState; webhook: Webhook }): ReactElement {
  const t = useMessages(webhooksMessages);
  const act = useWebhookAction(editor);
  const active = webhook.status === "active";
  const test = (): void => {
    editor.open({ kind: "deliveries", webhook });
    void act({ action: "test", webhook });
  };
  return (
    <Menu>
      <Tooltip content={t("webhooks.actions")}>
        <MenuTrigger asChild>
          <IconButton
            size="sm"
            tooltip={false}
            label={t("webhooks.actions.of", { url: webhook.url })}
            icon={<Ellipsis aria-hidden />}
          />
        </MenuTrigger>
      </Tooltip>
      <MenuContent align="end">
        <MenuItem icon={<Send aria-hidden />} hint={t("webhooks.test.hint")} onSelect={test}>
          {t("webhooks.test")}
        </MenuItem>
        <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => editor.open({ kind: "edit", webhook })}>
          {t("webhooks.edit")}
        </MenuItem>
        <MenuItem
          icon={active ? <CirclePause aria-hidden /> : <CirclePlay aria-hidden />}
          hint={t(active ? "webhooks.pause.hint" : "webhooks.resume.hint")}
          onSelect={() =>
            void act({ action: "update", webhook, patch: { status: active ? "paused" : "active" } })
          }
        >
          {t(active ? "webhooks.pause" : "webhooks.resume")}
        </MenuItem>
        <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => editor.open({ kind: "rotate", webhook })}>
          {t("webhooks.rotate")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          icon={<Trash2 aria-hidden />}
          tone="danger"
          onSelect={() => editor.open({ kind: "delete", webhook })}
        >
          {t("webhooks.delete")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** One row for each webhook; on a narrow screen a list. */
export function WebhookTable({ editor }: { editor: WebhookEditorState }): ReactElement {
  const t = useMessages(webhooksMessages);
  return (
    <Table label={t("webhooks.table")} className="st-cards st-webhook-table">
      <Head />
      <tbody>
        {editor.rows.map((webhook) => (
          <Row key={webhook.id} editor={editor} webhook={webhook} />
        ))}
      </tbody>
    </Table>
  );
}

/** The editor's own layout, waiting. */
export function WebhookSkeleton(): ReactElement {
  const t = useMessages(webhooksMessages);
  return (
    <div aria-busy="true" data-slot="skeleton-panel">
      <div className="st-panel-bar">
        <Skeleton width={88} />
        <Skeleton className="st-panel-add" width={128} height={32} />
      </div>
      <Table label={t("webhooks.table")} className="st-cards st-webhook-table">
        <Head />
        <tbody>
          {["92%", "76%", "84%"].map((width) => (
            <tr key={width}>
              <td className="st-webhook-address">
                <div className="st-rules">
                  <Skeleton width={width} style={{ marginBlock: 3 }} />
                  <Skeleton width={64} style={{ marginBlock: 3 }} />
                </div>
              </td>
              <td className="st-webhook-events">
                <Skeleton width={72} />
              </td>
              <td className="st-webhook-status">
                <Skeleton width={68} height={20} />
              </td>
              <td className="st-webhook-success">
                <Skeleton width={84} />
              </td>
              <td className="st-webhook-tools" />
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
