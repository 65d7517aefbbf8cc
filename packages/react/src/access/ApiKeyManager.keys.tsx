/** The keys of `ApiKeyManager`. */
import { withApiKeys } from "../testing/api-keys.ts";
import { click, equal, fill, find, focus, focused, hides, shows, until } from "../testing/hands.ts";
import type { KeyOperation, KeyStage, KeyTable } from "../testing/keys.ts";
import { ApiKeyManager } from "./ApiKeyManager.tsx";

const REVOKE = "Revoke Billing backend";

const names = ({ mock }: KeyStage): string[] => [...mock.state.apiKeys.values()].map(({ name }) => name);
const ended = ({ mock }: KeyStage): boolean =>
  [...mock.state.apiKeys.values()].some((key) => key.name === "Billing backend" && key.revoked_at !== null);
const naming = async (): Promise<void> => {
  await click("button", "Create key");
  await fill("textbox", "Name", "Reports");
};
const revoking = async (): Promise<void> => {
  await click("button", REVOKE);
  await find("alertdialog", `${REVOKE}?`);
  await until(() => focused("button", "Cancel"));
};

const operations: KeyOperation[] = [
  {
    keys: "Enter",
    when: "on “Create key”",
    does: "asks for its name and what it may",
    given: () => focus("button", "Create key"),
    sees: () => focused("textbox", "Name"),
  },
  {
    keys: "Enter",
    when: "in the name of a new key",
    does: "makes it, and shows its text once",
    given: naming,
    sees: (stage) => {
      shows("dialog", "Copy the key now");
      equal(names(stage).includes("Reports"), true);
    },
  },
  {
    keys: "Escape",
    when: "in the dialog of a new key",
    does: "closes it, and makes none",
    given: naming,
    sees: (stage) => {
      hides("dialog");
      equal(names(stage).includes("Reports"), false);
    },
  },
  {
    keys: "Enter",
    when: "on “Rotate” of a row",
    does: "asks how long the old key works on",
    given: () => focus("button", "Rotate Billing backend"),
    sees: () => shows("alertdialog", "Rotate Billing backend?"),
  },
  {
    keys: "Enter",
    when: "on “Revoke” of a row",
    does: "asks",
    given: () => focus("button", REVOKE),
    sees: () => shows("alertdialog", `${REVOKE}?`),
  },
  {
    keys: "Enter",
    when: "on “Revoke” of that question",
    does: "ends the key",
    given: async () => {
      await revoking();
      await focus("button", "Revoke");
    },
    sees: (stage) => {
      hides("alertdialog");
      equal(ended(stage), true);
    },
  },
  {
    keys: "Escape",
    when: "in that question",
    does: "closes it, and the key works on",
    given: revoking,
    sees: (stage) => {
      hides("alertdialog");
      equal(ended(stage), false);
    },
  },
];

export const apiKeyManagerKeys: KeyTable = { show: () => <ApiKeyManager />, seed: withApiKeys, operations };
