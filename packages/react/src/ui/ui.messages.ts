/** English texts of the primitives. */
export const uiMessages = {
  "ui.close": "Close",
  "ui.cancel": "Cancel",
  "ui.clear": "Clear",
  "ui.copy": "Copy",
  "ui.copied": "Copied",
  "ui.copy.failed": "The browser does not let it be copied",
  "ui.dismiss": "Dismiss",
  "ui.optional": "optional",
  "ui.retry": "Try again",
  "ui.error.title": "This could not be loaded",
  "ui.error.offline": "The server could not be reached. Check the connection, then try again.",
  "ui.error.unknown": "Something went wrong.",
  "ui.error.requestId": "Request {id}",
  "ui.error.copyRequestId": "Copy the request id",
  "ui.forbidden.title": "You do not have access",
  "ui.forbidden.text":
    "Your account does not cover this. An administrator of this tenant, or of one above it, can give you the {scope} scope.",
  "ui.ended.title": "Your session has ended",
  "ui.ended.text": "Sign in again to go on.",
  "ui.ended.signIn": "Sign in",
  "ui.time.justNow": "just now",
} as const;
