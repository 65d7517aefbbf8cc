/** The keys of `RoleEditor`. */
import { click, equal, fill, find, focus, focused, hides, shows, until } from "../testing/hands.ts";
import type { KeyOperation, KeyStage, KeyTable } from "../testing/keys.ts";
import { withRoles } from "../testing/roles-seed.ts";
import { RoleEditor } from "./RoleEditor.tsx";

const ASKED = "Delete Secret readers";
const ANN = "ann@bayside.example";

const has = ({ mock }: KeyStage, name: string): boolean =>
  [...mock.state.roles.values()].some((role) => role.name === name);
const annHolds = ({ mock }: KeyStage): boolean =>
  mock.state.roleHolders.some(({ principal_id }) => principal_id === ANN);
const naming = async (): Promise<void> => {
  await click("button", "Create role");
  await fill("textbox", "Name", "Keepers");
};
const deleting = async (): Promise<void> => {
  await click("button", ASKED);
  await find("alertdialog", `${ASKED}?`);
  await until(() => focused("button", "Cancel"));
};
const holders = async (): Promise<void> => {
  await click("button", /^Who holds Support: /);
  await find("dialog", "Who holds Support");
};

const operations: KeyOperation[] = [
  {
    keys: "Enter",
    when: "on “Create role”",
    does: "asks for its name and what it gives",
    given: () => focus("button", "Create role"),
    sees: () => focused("textbox", "Name"),
  },
  {
    keys: "Enter",
    when: "in the name of a new role",
    does: "makes it",
    given: naming,
    sees: (stage) => {
      hides("dialog");
      equal(has(stage, "Keepers"), true);
    },
  },
  {
    keys: "Escape",
    when: "in the dialog of a new role",
    does: "closes it, and makes none",
    given: naming,
    sees: (stage) => {
      hides("dialog");
      equal(has(stage, "Keepers"), false);
    },
  },
  {
    keys: "Enter",
    when: "on “Edit” of a row",
    does: "opens the role, with the focus on its name",
    given: () => focus("button", "Edit Support"),
    sees: () => focused("textbox", "Name"),
  },
  {
    keys: "Enter",
    when: "on who holds the role of a row",
    does: "lists keys and people",
    given: () => focus("button", /^Who holds Support: /),
    sees: () => shows("dialog", "Who holds Support"),
  },
  {
    keys: "Enter",
    when: "on “Take away” of who holds it",
    does: "asks",
    given: async () => {
      await holders();
      await focus("button", `Take away from ${ANN}`);
    },
    sees: () => shows("alertdialog", `Take Support away from ${ANN}?`),
  },
  {
    keys: "Enter",
    when: "on “Take away” of that question",
    does: "takes it away",
    given: async () => {
      await holders();
      await click("button", `Take away from ${ANN}`);
      await find("alertdialog", `Take Support away from ${ANN}?`);
      await until(() => focused("button", "Cancel"));
      await focus("button", "Take away");
    },
    sees: (stage) => {
      hides("alertdialog");
      equal(annHolds(stage), false);
    },
  },
  {
    keys: "Enter",
    when: "on “Delete” of a row",
    does: "asks, and tells who loses by it",
    given: () => focus("button", ASKED),
    sees: () => shows("alertdialog", `${ASKED}?`),
  },
  {
    keys: "Enter",
    when: "on “Delete” of that question",
    does: "deletes the role",
    given: async () => {
      await deleting();
      await focus("button", "Delete");
    },
    sees: (stage) => {
      hides("alertdialog");
      equal(has(stage, "Secret readers"), false);
    },
  },
  {
    keys: "Escape",
    when: "in that question",
    does: "closes it, and the role stays",
    given: deleting,
    sees: (stage) => {
      hides("alertdialog");
      equal(has(stage, "Secret readers"), true);
    },
  },
];

export const roleEditorKeys: KeyTable = { show: () => <RoleEditor />, seed: withRoles, operations };
