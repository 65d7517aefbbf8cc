"use client";
import type { DeliveryStatus, Webhook, WebhookDelivery } from "@stratum-hq/core";
import { CircleAlert, CircleCheck, Hourglass } from "lucide-react";
import { type ReactElement, useState } from "react";
import { FilterPills } from "../config/index.ts";
import { useLocale, useMessages } from "../i18n/index.ts";
import { Button, DialogBody, DialogFooter, ErrorState, formatRelative, RelativeTime } from "../ui/index.ts";
import { Pager } from "../ui/Pager.tsx";
import { TimelineSkeleton } from "../ui/TimelineSkeleton.tsx";
import { useWebhookAction } from "./useWebhookAction.ts";
import type { WebhookEditorState } from "./useWebhookEditor.ts";
import { useWebhookDeliveries } from "./useWebhooks.ts";
import { webhooksMessages } from "./webhooks.messages.ts";

const STATUSES = ["pending", "delivered", "failed"] as const;
const icons: Record<DeliveryStatus, ReactElement> = {
  pending: <Hourglass aria-hidden />,
  delivered: <CircleCheck aria-hidden />,
  failed: <CircleAlert aria-hidden />,
};

const rowsOf = ({ data }: ReturnType<typeof useWebhookDeliveries>): readonly WebhookDelivery[] =>
  data?.pages.flatMap((page) => page.data) ?? [];

/** What was sent to one webhook, with the ways to send it again. */
export function WebhookDeliveries({
  editor,
  webhook,
}: {
  editor: WebhookEditorState;
  webhook: Webhook;
}): ReactElement {
  const t = useMessages(webhooksMessages);
  const act = useWebhookAction(editor);
  const [status, setStatus] = useState<DeliveryStatus | "all">("all");
  const failures = useWebhookDeliveries(editor.tenantId, webhook.id, "failed");
  const sent = useWebhookDeliveries(editor.tenantId, webhook.id, status === "all" ? undefined : status);
  const rows = rowsOf(sent);
  // Whatever the filter shows: what failed can be sent again.
  const failed = [...rowsOf(failures), ...rows].some((one) => one.status === "failed");
  return (
    <>
      <DialogBody>
        <FilterPills
          label={t("webhooks.deliveries.filter")}
          value={status}
          onValueChange={setStatus}
          options={[
            { value: "all", label: t("webhooks.deliveries.all") },
            ...STATUSES.map((value) => ({ value, label: t(`webhooks.delivery.${value}`) })),
          ]}
        />
        {sent.isError && !sent.data ? (
          <ErrorState error={sent.error} onRetry={sent.refetch} retrying={sent.isRefetching} />
        ) : sent.isPending ? (
          <TimelineSkeleton />
        ) : rows.length === 0 ? (
          <p className="st-muted">
            {t(status === "failed" ? "webhooks.deliveries.failed.empty" : "webhooks.deliveries.empty")}
          </p>
        ) : (
          <ol className="st-timeline">
            {rows.map((delivery) => (
              <Delivery key={delivery.id} editor={editor} delivery={delivery} />
            ))}
          </ol>
        )}
        <Pager query={sent} />
      </DialogBody>
      {!editor.readOnly && (
        <DialogFooter>
          <Button onClick={() => act({ action: "test", webhook })}>{t("webhooks.test")}</Button>
          <Button disabled={!failed} onClick={() => act({ action: "retryAll", webhook })}>
            {t("webhooks.delivery.retryAll")}
          </Button>
        </DialogFooter>
      )}
    </>
  );
}

function Delivery({
  editor,
  delivery,
}: {
  editor: WebhookEditorState;
  delivery: WebhookDelivery;
}): ReactElement {
  const t = useMessages(webhooksMessages);
  const act = useWebhookAction(editor);
  const { status, event_type: type, attempts, next_attempt_at } = delivery;
  const last = attempts.at(-1);
  const words = [
    t(`webhooks.delivery.${status}`),
    attempts.length !== 1 && t("webhooks.delivery.attempts", { count: attempts.length }),
    last?.status != null &&
      t("webhooks.delivery.answered", { status: String(last.status), duration: last.duration_ms }),
  ].filter(Boolean);
  return (
    <li data-status={status} data-slot="delivery">
      {icons[status]}
      <div className="st-timeline-event">
        <span className="st-timeline-head">
          <code>{type}</code>
          <RelativeTime className="st-muted" value={delivery.created_at} />
        </span>
        <small>
          {words.join(" · ")}
          {/* Without an answer there is only what the server says, in its own language. */}
          {last?.status == null && last?.error && (
            <>
              {" · "}
              <bdi>{last.error}</bdi>
            </>
          )}
        </small>
        {next_attempt_at && attempts.length > 0 && (
          <small>
            <Next at={next_attempt_at} />
          </small>
        )}
        {status === "failed" && !editor.readOnly && (
          <span>
            <Button
              size="sm"
              aria-label={t("webhooks.delivery.retry.of", { type })}
              onClick={() => act({ action: "retry", delivery })}
            >
              {t("webhooks.delivery.retry")}
            </Button>
          </span>
        )}
      </div>
    </li>
  );
}

function Next({ at }: { at: string }): ReactElement {
  const t = useMessages(webhooksMessages);
  const locale = useLocale();
  return <>{t("webhooks.delivery.next", { time: formatRelative(new Date(at), new Date(), locale) })}</>;
}
