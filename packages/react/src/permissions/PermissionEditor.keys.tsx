/** The keys of `PermissionEditor` and of the choices in its dialogs. */
import { mspIds } from "@stratum-hq/sdk/msw";
import { type ReactElement, useState } from "react";
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
  says,
  shows,
} from "../testing/hands.ts";
import type { KeyOperation, KeyStage, KeyTable } from "../testing/keys.ts";
import { ChoiceList } from "./ChoiceList.tsx";
import { PermissionEditor } from "./PermissionEditor.tsx";

const SEARCH = "Search permissions";
const INVITE = "users.invite is allowed";
const CHIP = /Where alerts.acknowledge/;

const on = (role: string, name: string | RegExp) => (): Promise<void> => focus(role, name);
const ownOf = ({ mock }: KeyStage, key: string) => mock.state.permissions.get(mspIds.customer)?.get(key);
const adding = async (): Promise<void> => {
  await click("button", "Add permission");
  await fill("textbox", "Permission", "reports.schedule");
};
const revoking = async (): Promise<void> => {
  await click("button", "Revoke users.invite");
  await find("alertdialog", "Revoke users.invite?");
};

const operations: KeyOperation[] = [
  {
    keys: "Letters",
    letters: "devices",
    when: "in the search field",
    does: "shows the permissions that have them",
    given: on("searchbox", SEARCH),
    sees: () => {
      shows("rowheader", "devices.wipe");
      hides("rowheader", "users.invite");
    },
  },
  {
    keys: "Escape",
    when: "in the search field",
    does: "empties it",
    given: () => fill("searchbox", SEARCH, "devices"),
    sees: () => {
      holds("searchbox", SEARCH, "");
      shows("rowheader", "users.invite");
    },
  },
  {
    keys: "Enter",
    when: "on a filter",
    does: "shows what it names only",
    given: on("button", /^Set here ?\d/),
    sees: () => has("button", /^Set here ?\d/, "aria-pressed", "true"),
  },
  {
    keys: "Space",
    when: "on a switch",
    does: "allows it, or no longer",
    given: on("switch", INVITE),
    sees: (stage) => {
      has("switch", INVITE, "aria-checked", "false");
      equal(ownOf(stage, "users.invite")?.value, false);
    },
  },
  {
    keys: "Enter",
    when: "on an origin chip",
    does: "opens how the permission came about",
    given: on("button", CHIP),
    sees: () => says(/lets you decide both value and rules/),
  },
  {
    keys: "Escape",
    when: "in what an origin chip opens",
    does: "closes it, and goes back to the chip",
    given: async () => {
      await click("button", CHIP);
      await focus("button", "Set here");
    },
    sees: () => {
      hides("dialog");
      focused("button", CHIP);
    },
  },
  {
    keys: "Enter",
    when: "on the question mark of a row that cannot be changed",
    does: "says why",
    given: on("button", "Why devices.wipe cannot be changed here"),
    sees: () => says(/Northwind Security sets this, and nobody below may change it/),
  },
  {
    keys: "Enter",
    when: "on the plus of an inherited permission",
    does: "asks for what is set here",
    given: on("button", "Set billing.view here"),
    sees: () => focused("combobox", "Value"),
  },
  {
    keys: "Enter",
    when: "on “Add permission”",
    does: "asks for its name",
    given: on("button", "Add permission"),
    sees: () => focused("textbox", "Permission"),
  },
  {
    keys: "Enter",
    when: "in the name of a new permission",
    does: "adds it, and closes",
    given: adding,
    sees: (stage) => {
      hides("dialog");
      equal(ownOf(stage, "reports.schedule")?.value, true);
    },
  },
  {
    keys: "Escape",
    when: "in the dialog of a new permission",
    does: "closes it, and adds nothing",
    given: adding,
    sees: (stage) => {
      hides("dialog");
      equal(ownOf(stage, "reports.schedule"), undefined);
    },
  },
  {
    keys: "Enter",
    when: "on the bin of a row",
    does: "asks, and says who loses what",
    given: on("button", "Revoke users.invite"),
    sees: () => shows("alertdialog", "Revoke users.invite?"),
  },
  {
    keys: "Enter",
    when: "on “Revoke”",
    does: "revokes it",
    given: async () => {
      await revoking();
      await focus("button", "Revoke");
    },
    sees: (stage) => {
      hides("alertdialog");
      equal(ownOf(stage, "users.invite"), undefined);
    },
  },
  {
    keys: "Escape",
    when: "in that question",
    does: "closes it, and revokes nothing",
    given: async () => {
      await revoking();
      await focus("button", "Cancel");
    },
    sees: (stage) => {
      hides("alertdialog");
      equal(ownOf(stage, "users.invite") !== undefined, true);
    },
  },
  {
    keys: "Enter",
    when: "on “What if…”",
    does: "opens a draft in which changes are tried out",
    given: on("button", "What if…"),
    sees: () => focused("combobox", "Permission"),
  },
  {
    keys: "Enter",
    when: "in the permission of “What if…”",
    does: "adds the change to the draft",
    given: async () => {
      await click("button", "What if…");
      await fill("combobox", "Permission", "users.invite");
    },
    sees: () => shows("region", "Draft"),
  },
];

export const permissionEditorKeys: KeyTable = { show: () => <PermissionEditor />, operations };

function Choices({ hear }: { hear: (value: unknown) => void }): ReactElement {
  const [value, setValue] = useState<"all" | "none">("all");
  const options = [
    { value: "all", label: "Everyone below may" },
    { value: "none", label: "Nobody below may" },
  ] as const;
  return (
    <ChoiceList
      label="Tenants below"
      value={value}
      options={options}
      onValueChange={(next) => {
        setValue(next);
        hear(next);
      }}
    />
  );
}
export const choiceListKeys: KeyTable = {
  show: (hear) => <Choices hear={hear} />,
  operations: [
    {
      keys: "ArrowDown",
      when: "on a choice",
      does: "takes the next one",
      given: on("radio", "Everyone below may"),
      sees: ({ heard }) => {
        equal(heard(), "none");
        focused("radio", "Nobody below may");
      },
    },
    {
      keys: "ArrowUp",
      when: "on a choice",
      does: "takes the one above",
      given: async () => {
        await click("radio", "Nobody below may");
        await focus("radio", "Nobody below may");
      },
      sees: ({ heard }) => {
        equal(heard(), "all");
        focused("radio", "Everyone below may");
      },
    },
  ],
};
