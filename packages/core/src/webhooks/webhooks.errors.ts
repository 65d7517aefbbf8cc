import { defineError } from "../http/errors.ts";

/** No such webhook, or none that the caller may see (404). */
export class WebhookNotFoundError extends defineError("WEBHOOK_NOT_FOUND", 404) {}

/** No such delivery, or none that the caller may see (404). */
export class WebhookDeliveryNotFoundError extends defineError("WEBHOOK_DELIVERY_NOT_FOUND", 404) {}

/** The delivery still waits for its next attempt, or was delivered: there is nothing to retry (409). `details.status` says which. */
export class WebhookDeliveryStateError extends defineError("WEBHOOK_DELIVERY_INVALID_STATE", 409) {}

/** Events cannot be sent to this address: it is not public, not https, or holds credentials (422). `details.reason` says which. */
export class WebhookUrlValidationError extends defineError("WEBHOOK_URL_INVALID", 422) {}

export const webhooksErrors = {
  WEBHOOK_NOT_FOUND: WebhookNotFoundError,
  WEBHOOK_DELIVERY_NOT_FOUND: WebhookDeliveryNotFoundError,
  WEBHOOK_DELIVERY_INVALID_STATE: WebhookDeliveryStateError,
  WEBHOOK_URL_INVALID: WebhookUrlValidationError,
} as const;
