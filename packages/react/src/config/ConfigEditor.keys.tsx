/** The keys of `ConfigEditor`: along its parts, from the filters to the tray of changes. */
import { type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import {
  click,
  equal,
  fill,
  find,
  focus,
  focused,
  has,
  hides,
  holds,
  menuAt,
  says,
  shows,
  until,
} from "../testing/hands.ts";
import type { KeyOperation, KeyStage, KeyTable } from "../testing/keys.ts";
import { ConfigEditor } from "./ConfigEditor.tsx";

const DAYS = "backup.retention_days";
const EDIT = new RegExp(`^Edit ${DAYS}`);
const VALUE = `Value of ${DAYS}`;
const CHIP = new RegExp(`^Set here. Where ${DAYS}`);
const MORE = `More for ${DAYS}`;
const VPN = "Value of network.vpn_required";
const TRAY = "Changes that are not saved";
const SEARCH = "Search keys and values";
const CHANNELS = "Value of alerts.channels";

const on = (role: string, name: string | RegExp) => (): Promise<void> => focus(role, name);
const ownOf = ({ mock }: KeyStage, key: string): unknown =>
  mock.state.config.get(mspIds.customer)?.get(key)?.value;
const pressed = (name: RegExp): void => has("button", name, "aria-pressed", "true");
const edited = async (): Promise<void> => {
  await click("button", EDIT);
  await fill("textbox", VALUE, "30");
};
const json = async (): Promise<void> => {
  await click("button", "Override here: alerts.channels");
  await fill("textbox", CHANNELS, "[1]");
};
/** One change that is not saved. */
const changed = async (): Promise<void> => {
  await click("switch", VPN);
  await find("region", TRAY);
  await focus("switch", VPN);
};
const takenBack = async (): Promise<void> => {
  await changed();
  await click("button", "Undo");
  await until(() => says(/All changes are taken back/));
  await focus("switch", VPN);
};
const menu = (item: RegExp) => (): Promise<void> => menuAt(MORE, item);

const finding: KeyOperation[] = [
  {
    keys: "Letters",
    letters: "limits",
    when: "in the search field",
    does: "shows the keys and values that have them",
    given: on("searchbox", SEARCH),
    sees: () => {
      hides("button", EDIT);
      shows("button", "Override here: limits.max_users");
    },
  },
  {
    keys: "Escape",
    when: "in the search field",
    does: "empties it",
    given: () => fill("searchbox", SEARCH, "limits"),
    sees: () => {
      holds("searchbox", SEARCH, "");
      shows("button", EDIT);
    },
  },
  {
    keys: "Enter",
    when: "on a filter",
    does: "shows what it names only",
    given: on("button", /^Locked \d/),
    sees: () => {
      pressed(/^Locked \d/);
      holds("searchbox", SEARCH, "@origin:locked");
    },
  },
  {
    keys: "Space",
    when: "on a filter",
    does: "shows what it names only",
    given: on("button", /^Inherited \d/),
    sees: () => pressed(/^Inherited \d/),
  },
  {
    keys: "Enter",
    when: "on an origin chip",
    does: "opens what each tenant of the path says",
    given: on("button", CHIP),
    sees: () => {
      shows("dialog", CHIP);
      says(/Northwind Security/);
    },
  },
  {
    keys: "Escape",
    when: "in what an origin chip opens",
    does: "closes it, and goes back to the chip",
    given: async () => {
      await click("button", CHIP);
      await focus("button", "Back to inherited");
    },
    sees: () => {
      hides("dialog");
      focused("button", CHIP);
    },
  },
  {
    keys: "Enter",
    when: "on “Compare with another tenant”",
    does: "asks for the tenant",
    given: on("button", "Compare with another tenant"),
    sees: () => focused("combobox", "Tenant to compare with"),
  },
];

const typing: KeyOperation[] = [
  {
    keys: "Enter",
    when: "on a value that is set here",
    does: "opens a field for it",
    given: on("button", EDIT),
    sees: () => focused("textbox", VALUE),
  },
  {
    keys: "Enter",
    when: "in the field of a value",
    does: "takes the value as a change that is not saved yet, and goes back to the row",
    given: edited,
    sees: (stage) => {
      shows("region", TRAY);
      focused("button", EDIT);
      says(/was 2555/);
      equal(ownOf(stage, DAYS), 2555);
    },
  },
  {
    keys: "Escape",
    when: "in the field of a value",
    does: "leaves it as it was, and goes back to the row",
    given: edited,
    sees: () => {
      focused("button", EDIT);
      hides("region", TRAY);
    },
  },
  {
    keys: "Tab",
    when: "in the field of a value",
    does: "goes to its button that saves",
    given: edited,
    sees: () => focused("button", "Save"),
  },
  {
    keys: "Enter",
    when: "in a field of several lines",
    does: "begins a new line",
    given: json,
    sees: () => equal((shows("textbox", CHANNELS) as HTMLTextAreaElement).value.includes("\n"), true),
  },
  {
    keys: "Mod+Enter",
    when: "in a field of several lines",
    does: "takes the value as a change that is not saved yet",
    given: json,
    sees: () => {
      hides("textbox", CHANNELS);
      shows("region", TRAY);
    },
  },
  {
    keys: "Space",
    when: "on a switch",
    does: "turns it; the change is not saved yet",
    given: on("switch", VPN),
    sees: (stage) => {
      has("switch", VPN, "aria-checked", "false");
      equal(ownOf(stage, "network.vpn_required"), true);
    },
  },
  {
    keys: "Enter",
    when: "on “Override here” of an inherited value",
    does: "opens a field for a value of this tenant’s own",
    given: on("button", "Override here: limits.max_users"),
    sees: () => focused("textbox", "Value of limits.max_users"),
  },
  {
    keys: "Enter",
    when: "on “Add key”",
    does: "asks for the key and its value",
    given: on("button", "Add key"),
    sees: () => focused("textbox", "Key"),
  },
  {
    keys: "Enter",
    when: "in the key of “Add key”",
    does: "adds it",
    given: async () => {
      await click("button", "Add key");
      await fill("textbox", "Key", "limits.max_sites");
    },
    sees: () => {
      hides("dialog");
      says(/max_sites/);
    },
  },
];

const acting: KeyOperation[] = [
  {
    keys: "Enter",
    when: "on the lock of a row",
    does: "locks it for everyone below; the change is not saved yet",
    given: on("button", `Lock ${DAYS} for everyone below`),
    sees: () => shows("region", TRAY),
  },
  {
    keys: "Enter",
    when: "on “More” of a row",
    does: "opens its menu, on the first item",
    given: on("button", MORE),
    sees: () => focused("menuitem", "Edit"),
  },
  {
    keys: "ArrowDown",
    when: "on “More” of a row",
    does: "opens its menu, on the first item",
    given: on("button", MORE),
    sees: () => focused("menuitem", "Edit"),
  },
  {
    keys: "Letters",
    letters: "h",
    when: "in the menu of a row",
    does: "goes to the item that begins with them",
    given: menu(/^Edit$/),
    sees: () => focused("menuitem", "History…"),
  },
  {
    keys: "Escape",
    when: "in the menu of a row",
    does: "closes it, and goes back to its button",
    given: menu(/^Edit$/),
    sees: () => {
      hides("menu");
      focused("button", MORE);
    },
  },
  {
    keys: "Enter",
    when: "on “Edit as JSON” in the menu",
    does: "opens a field of several lines",
    given: menu(/^Edit as JSON/),
    sees: () => {
      focused("textbox", VALUE);
      equal(document.activeElement?.tagName, "TEXTAREA");
    },
  },
  {
    keys: "Enter",
    when: "on “History…” in the menu",
    does: "shows what the key was before",
    given: menu(/^History/),
    sees: () => shows("dialog", `History of ${DAYS}`),
  },
  {
    keys: "Enter",
    when: "on “Back to inherited” in the menu",
    does: "drops the value set here; the change is not saved yet",
    given: menu(/^Back to inherited/),
    sees: () => says(/Goes back to what is inherited/),
  },
  {
    keys: "Enter",
    when: "on “Reveal…” in the menu of a secret",
    does: "asks why it is needed",
    given: () => menuAt("More for smtp.password", /^Reveal/),
    sees: () => equal(document.activeElement?.closest("[role=dialog]") !== null, true),
  },
];

const saving: KeyOperation[] = [
  {
    keys: "Mod+Z",
    when: "there are changes, and no text is being typed",
    does: "takes the last change back",
    given: changed,
    sees: () => says(/All changes are taken back/),
  },
  {
    keys: "Mod+Shift+Z",
    when: "a change was taken back",
    does: "makes it again",
    given: takenBack,
    sees: () => says(/1 change not saved yet/),
  },
  {
    keys: "Enter",
    when: "on the arrow of a changed row",
    does: "takes the change of that row back",
    given: async () => {
      await changed();
      await focus("button", "Take back the change of network.vpn_required");
    },
    sees: () => has("switch", VPN, "aria-checked", "true"),
  },
  {
    keys: "Enter",
    when: "on “Review”",
    does: "shows the changes beside what holds now",
    given: async () => {
      await changed();
      await focus("button", "Review");
    },
    sees: () => shows("dialog", "Review 1 change"),
  },
  {
    keys: "Tab",
    when: "in the review that was just opened",
    does: "goes to the first change: reading begins before it, and not at the cross",
    given: async () => {
      await changed();
      await click("button", "Review");
      await find("dialog", "Review 1 change");
      await until(() => equal(document.activeElement?.getAttribute("data-slot"), "review"));
    },
    sees: () => focused("button", "Take back the change of network.vpn_required"),
  },
  {
    keys: "Escape",
    when: "in the review",
    does: "closes it, and keeps the changes",
    given: async () => {
      await changed();
      await click("button", "Review");
      await find("dialog", "Review 1 change");
      await until(() => equal(document.activeElement?.closest("[role=dialog]") !== null, true));
    },
    sees: () => {
      hides("dialog");
      shows("region", TRAY);
    },
  },
  {
    keys: "Enter",
    when: "on “Discard”",
    does: "takes all changes back",
    given: async () => {
      await changed();
      await focus("button", "Discard");
    },
    sees: () => says(/All changes are taken back/),
  },
  {
    keys: "Enter",
    when: "on “Save”",
    does: "saves all changes together",
    given: async () => {
      await changed();
      await focus("button", "Save 1 change");
    },
    sees: (stage) => {
      equal(ownOf(stage, "network.vpn_required"), false);
      hides("region", TRAY);
    },
  },
];

const secret = { value: "hunter2", locked: false, sensitive: true };

export const configEditorKeys: KeyTable = {
  show: () => <ConfigEditor />,
  seed: (store: MockControlPlane["state"]) => {
    mspSeed(store);
    store.writeConfig(mspIds.customer, "smtp.password", secret, "system");
  },
  operations: [...finding, ...typing, ...acting, ...saving],
};
