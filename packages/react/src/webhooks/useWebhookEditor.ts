"use client";
import type { Webhook } from "@stratum-hq/core";
import { type UseInfiniteQueryResult, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useScope } from "../access/index.ts";
import { useMessages } from "../i18n/index.ts";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import type { PagesOf } from "../provider/paged.ts";
import { useAnnounce } from "../ui/index.ts";
import { useWebhooks } from "./useWebhooks.ts";
import { webhooksMessages } from "./webhooks.messages.ts";
import { type WebhookChange, type WebhookResult, webhookChangeOptions } from "./webhooks.mutations.ts";

/** What is open over the list. */
export type WebhookTask =
  | { kind: "create" }
  | { kind: "edit" | "delete" | "rotate" | "deliveries"; webhook: Webhook }
  /** The one time that a secret is shown. */
  | { kind: "secret"; webhook: Webhook; secret: string };

export interface WebhookEditorOptions {
  /** The tenant that is shown. Default: the active one. */
  tenantId?: string | undefined;
  /** Shows without offering changes. Default: whether the session lacks the scope admin. */
  readOnly?: boolean | undefined;
  /** Asked before each change; `false`, or a promise of it, drops the change. */
  onBeforeChange?: ((change: WebhookChange) => unknown) | undefined;
  /** Told after each change that the server has taken. */
  onAfterChange?: ((change: WebhookChange, result: WebhookResult) => void) | undefined;
}

export interface WebhookEditorState {
  tenantId: string;
  readOnly: boolean;
  /** The query behind it: `isPending`, `error`, `hasNextPage`, `fetchNextPage`. */
  webhooks: UseInfiniteQueryResult<PagesOf<Webhook>>;
  rows: readonly Webhook[];
  /** Makes a change and says what came of it. Rejects if it fails; resolves to null if it was vetoed. */
  change: (change: WebhookChange) => Promise<WebhookResult | null>;
  task: WebhookTask | null;
  /** Has anything been open? From then on what opens stays, and can show how it closes. */
  used: boolean;
  open: (task: WebhookTask) => void;
  /** Closes what is open; with a kind only that. */
  close: (kind?: WebhookTask["kind"]) => void;
}

const done = {
  create: "webhooks.done.created",
  update: "webhooks.done.updated",
  paused: "webhooks.done.paused",
  active: "webhooks.done.resumed",
  delete: "webhooks.done.deleted",
  rotate: "webhooks.done.rotated",
  test: "webhooks.done.tested",
  retry: "webhooks.done.retried",
  retryAll: "webhooks.done.retried",
} as const;

/** Everything that `WebhookEditor` does, without its markup. A change keeps its tenant, whatever is shown later. */
export function useWebhookEditor(options: WebhookEditorOptions = {}): WebhookEditorState {
  const client = useStratumClient();
  const queries = useQueryClient();
  const t = useMessages(webhooksMessages);
  const announce = useAnnounce();
  const tenantId = useTenantId(options.tenantId);
  const admin = useScope("admin");
  const webhooks = useWebhooks(tenantId);
  const [used, setUsed] = useState(false);
  const [task, setTask] = useState<{ tenant_id: string; task: WebhookTask } | null>(null);
  const open = (next: WebhookTask): void => {
    setUsed(true);
    setTask({ tenant_id: tenantId, task: next });
  };
  return {
    tenantId,
    readOnly: options.readOnly ?? admin === false,
    webhooks,
    rows: webhooks.data?.pages.flatMap((page) => page.data) ?? [],
    change: async (change) => {
      if ((await options.onBeforeChange?.(change)) === false) return null;
      const mutation = queries.getMutationCache().build(queries, webhookChangeOptions(client, tenantId));
      const result = await mutation.execute(change);
      const status = change.action === "update" ? change.patch.status : undefined;
      // A toast would lie over a secret that is shown this once, or over what was sent, and says no more.
      const silent = "secret" in result || change.action === "test";
      announce(t(done[status ?? change.action]), { tone: "success", silent, topic: "webhooks" });
      if ("secret" in result) open({ kind: "secret", webhook: result, secret: result.secret });
      options.onAfterChange?.(change, result);
      return result;
    },
    used,
    task: task?.tenant_id === tenantId ? task.task : null,
    open,
    close: (kind) => setTask((now) => (kind && now?.task.kind !== kind ? now : null)),
  };
}
