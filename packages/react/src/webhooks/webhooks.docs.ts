import type { FeatureDocs } from "../testing/component-docs.ts";
import { webhookEditorKeys } from "./WebhookEditor.keys.tsx";

/** What the pages of Storybook say about the components of this folder. */
export const webhooksDocs: FeatureDocs = {
  WebhookEditor: {
    page: "webhooks/WebhookEditor",
    slots: {
      "webhook-editor": "the root",
      toolbar: "how many there are, and the way to add one",
      delivery: "one message of the deliveries",
      "skeleton-panel": "the table while it is loading",
    },
    attributes: {
      "data-state": "on the root: pending, error, success",
      "data-status":
        "on a row: active, paused, disabled; on its badge also failing; on a delivery: pending, delivered, failed",
    },
    keys: webhookEditorKeys,
    requests: {
      listWebhooks: "when it is first drawn, by pages",
      listWebhookDeliveries:
        "when the deliveries of one are opened, by pages; every 5 seconds while one waits",
      createWebhook: "to add one",
      updateWebhook: "to change, pause or resume one",
      deleteWebhook: "to delete one",
      rotateWebhookSecret: "to make a new secret",
      testWebhook: "to send a test",
      retryDelivery: "to send a failed message again",
      retryFailedDeliveries: "to send all of them again",
      getSession: "when it is first drawn, unless it is told whether it is read only",
    },
  },
  WebhookStatusBadge: {
    page: "webhooks/WebhookEditor",
    attributes: { "data-status": "active, failing, paused, disabled" },
  },
};
