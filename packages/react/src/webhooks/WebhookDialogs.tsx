"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, ConfirmDialog, Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/index.ts";
import { SecretBox } from "../ui/SecretBox.tsx";
import type { WebhookEditorState } from "./useWebhookEditor.ts";
import { WebhookDeliveries } from "./WebhookDeliveries.tsx";
import { WebhookForm } from "./WebhookForm.tsx";
import { webhooksMessages } from "./webhooks.messages.ts";

/** Everything that opens over the list. */
export function WebhookDialogs({ editor }: { editor: WebhookEditorState }): ReactElement {
  const t = useMessages(webhooksMessages);
  const { task, close } = editor;
  const leave = (open: boolean): void => {
    if (!open) close();
  };
  const edited = task?.kind === "edit" ? task.webhook : undefined;
  const url = task && "webhook" in task ? task.webhook.url : "";
  return (
    <>
      <Dialog open={task?.kind === "create" || task?.kind === "edit"} onOpenChange={leave}>
        <DialogContent
          title={t(edited ? "webhooks.edit.title" : "webhooks.add")}
          description={t("webhooks.add.text")}
        >
          <WebhookForm key={edited?.id ?? "new"} editor={editor} webhook={edited} />
        </DialogContent>
      </Dialog>
      <Dialog open={task?.kind === "deliveries"} onOpenChange={leave}>
        <DialogContent
          className="st-sheet"
          title={t("webhooks.deliveries")}
          description={t("webhooks.deliveries.text", { url })}
        >
          {task?.kind === "deliveries" && <WebhookDeliveries editor={editor} webhook={task.webhook} />}
        </DialogContent>
      </Dialog>
      <ConfirmDialog
        open={task?.kind === "delete"}
        onOpenChange={leave}
        title={t("webhooks.delete.title")}
        description={t("webhooks.delete.text", { url })}
        confirmLabel={t("webhooks.delete")}
        onConfirm={() =>
          task?.kind === "delete" && editor.change({ action: "delete", webhook: task.webhook })
        }
      />
      <RotateDialog editor={editor} />
      <SecretDialog editor={editor} />
    </>
  );
}

function RotateDialog({ editor }: { editor: WebhookEditorState }): ReactElement {
  const t = useMessages(webhooksMessages);
  const webhook = editor.task?.kind === "rotate" ? editor.task.webhook : undefined;
  return (
    <ConfirmDialog
      open={webhook !== undefined}
      // Once the new secret is shown, that is what is open.
      onOpenChange={(open) => !open && editor.close("rotate")}
      title={t("webhooks.rotate.title")}
      description={t("webhooks.rotate.text", { url: webhook?.url ?? "" })}
      confirmLabel={t("webhooks.rotate")}
      tone="primary"
      onConfirm={() => webhook && editor.change({ action: "rotate", webhook })}
    />
  );
}

/** Left only by the button: a press beside it must not lose the secret. */
function SecretDialog({ editor }: { editor: WebhookEditorState }): ReactElement {
  const t = useMessages(webhooksMessages);
  const task = editor.task?.kind === "secret" ? editor.task : null;
  return (
    <Dialog open={task !== null} onOpenChange={() => undefined}>
      <DialogContent
        closable={false}
        title={t("webhooks.secret.title")}
        description={t("webhooks.secret.text", { url: task?.webhook.url ?? "" })}
      >
        <DialogBody>{task && <SecretBox text={task.secret} label={t("webhooks.secret.copy")} />}</DialogBody>
        <DialogFooter>
          <Button variant="primary" onClick={() => editor.close()}>
            {t("webhooks.secret.done")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
