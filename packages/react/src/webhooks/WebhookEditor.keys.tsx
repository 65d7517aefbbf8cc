/** The keys of `WebhookEditor`. */
import {
  click,
  equal,
  fill,
  find,
  focus,
  focused,
  has,
  hides,
  menuAt,
  shows,
  until,
} from "../testing/hands.ts";
import type { KeyOperation, KeyStage, KeyTable } from "../testing/keys.ts";
import { seedWebhooks } from "../testing/webhooks-seed.ts";
import { WebhookEditor } from "./WebhookEditor.tsx";

const BILLING = "https://billing.bayside.example/hooks/stratum";
const MENU = `Actions for ${BILLING}`;
const NEW = "https://siem.example.com/in";

const hookOf = ({ mock }: KeyStage, url: string) =>
  [...mock.state.webhooks.values()].find((one) => one.url === url);
const onMenu = (): Promise<void> => focus("button", MENU);
const on = (item: string | RegExp) => (): Promise<void> => menuAt(MENU, item);
const adding = async (): Promise<void> => {
  await click("button", "Add webhook");
  await fill("textbox", "Address", NEW);
};
const deleting = async (): Promise<void> => {
  await on("Delete")();
  shows("menuitem", "Delete").click();
  await find("alertdialog", "Delete this webhook?");
  await until(() => focused("button", "Cancel"));
};
/** The deliveries of the webhook whose name could not be looked up. */
const deliveries = async (): Promise<void> => {
  await find("button", MENU);
  document.querySelector<HTMLElement>("tr[data-status=disabled] .st-button")?.click();
  await find("dialog", "Deliveries");
  await find("button", "Send again: config.set");
};

const operations: KeyOperation[] = [
  {
    keys: "Enter",
    when: "on “Add webhook”",
    does: "asks for its address",
    given: () => focus("button", "Add webhook"),
    sees: () => focused("textbox", "Address"),
  },
  {
    keys: "Enter",
    when: "in a field that is filled in",
    does: "adds it, and shows its secret once",
    given: adding,
    sees: (stage) => {
      shows("dialog", "Copy the secret now");
      equal(hookOf(stage, NEW)?.status, "active");
    },
  },
  {
    keys: "Escape",
    when: "in the dialog of a new webhook",
    does: "closes it, and adds nothing",
    given: adding,
    sees: (stage) => {
      hides("dialog");
      equal(hookOf(stage, NEW), undefined);
    },
  },
  {
    keys: "Enter",
    when: "on “I have kept it”",
    does: "takes the secret away",
    given: async () => {
      await adding();
      shows("textbox", "Address").closest("form")?.requestSubmit();
      await find("dialog", "Copy the secret now");
      await focus("button", "I have kept it");
    },
    sees: () => hides("dialog"),
  },
  {
    keys: "Enter",
    when: "on the dots of a row",
    does: "opens its menu, on the first item",
    given: onMenu,
    sees: () => focused("menuitem", /^Send test/),
  },
  {
    keys: "Escape",
    when: "in the menu of a row",
    does: "closes it, and goes back to the dots",
    given: on(/^Send test/),
    sees: () => {
      hides("menu");
      focused("button", MENU);
    },
  },
  {
    keys: "Enter",
    when: "on “Edit” in the menu",
    does: "asks for what changes",
    given: on("Edit"),
    sees: () => focused("textbox", "Address"),
  },
  {
    keys: "Enter",
    when: "on “Pause” in the menu",
    does: "pauses it",
    given: on(/^Pause/),
    sees: (stage) => equal(hookOf(stage, BILLING)?.status, "paused"),
  },
  {
    keys: "Enter",
    when: "on “New secret” in the menu",
    does: "asks",
    given: on("New secret"),
    sees: () => shows("alertdialog", "Make a new secret?"),
  },
  {
    keys: "Enter",
    when: "on “Delete” of that question",
    does: "deletes it",
    given: async () => {
      await deleting();
      await focus("button", "Delete");
    },
    sees: (stage) => {
      hides("alertdialog");
      equal(hookOf(stage, BILLING), undefined);
    },
  },
  {
    keys: "Escape",
    when: "in the question whether to delete it",
    does: "closes it, and deletes nothing",
    given: deleting,
    sees: (stage) => {
      hides("alertdialog");
      equal(hookOf(stage, BILLING)?.url, BILLING);
    },
  },
  {
    keys: "Enter",
    when: "on “Send test” in the menu",
    does: "sends one message, and shows how it went",
    given: on(/^Send test/),
    sees: () => shows("dialog", "Deliveries"),
  },
  {
    keys: "Enter",
    when: "on a filter of the deliveries",
    does: "shows what it names only",
    given: async () => {
      await deliveries();
      await focus("button", "Accepted");
    },
    sees: () => has("button", "Accepted", "aria-pressed", "true"),
  },
  {
    keys: "Enter",
    when: "on “Send again” of a message",
    does: "sends it again",
    given: async () => {
      await deliveries();
      await focus("button", "Send again: config.set");
    },
    sees: () => hides("button", "Send again: config.set"),
  },
  {
    keys: "Escape",
    when: "in the deliveries",
    does: "closes them",
    given: deliveries,
    sees: () => hides("dialog"),
  },
];

export const webhookEditorKeys: KeyTable = { show: () => <WebhookEditor />, seed: seedWebhooks, operations };
