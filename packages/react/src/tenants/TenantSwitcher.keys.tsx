/** The keys of `TenantSwitcher`: after the combobox pattern of the WAI-ARIA Authoring Practices. */
import { mspIds } from "@stratum-hq/sdk/msw";
import {
  activeRow,
  click,
  equal,
  fill,
  focus,
  focused,
  hides,
  holds,
  says,
  strike,
  until,
} from "../testing/hands.ts";
import type { KeyOperation, KeyTable } from "../testing/keys.ts";
import { TenantSwitcher } from "./TenantSwitcher.tsx";

const BUTTON = /^Switch tenant/;
const FIELD = "Find a tenant";

const open = async (): Promise<void> => {
  await click("button", BUTTON);
  await until(() => activeRow(1));
  focused("combobox", FIELD);
};
/** Open, with the last row marked. */
const openAtEnd = async (): Promise<void> => {
  await open();
  strike("End", { ctrlKey: true });
  await until(atEnd);
};
const atEnd = (): void => activeRow("last");
const search = async (): Promise<void> => {
  await open();
  await fill("combobox", FIELD, "marina");
  await until(() => activeRow(/^Marina Branch/));
};
const opened = (): void => focused("combobox", FIELD);
const closed = (): void => {
  hides("combobox");
  focused("button", BUTTON);
};

const operations: KeyOperation[] = [
  {
    keys: "Mod+K",
    when: "anywhere on the page",
    does: "opens it, with the focus in its field",
    given: () => until(() => says(/Bayside/)),
    sees: opened,
  },
  { keys: "Mod+K", when: "it is open", does: "closes it", given: open, sees: closed },
  {
    keys: "Enter",
    when: "on its button",
    does: "opens it",
    given: () => focus("button", BUTTON),
    sees: opened,
  },
  {
    keys: "Space",
    when: "on its button",
    does: "opens it",
    given: () => focus("button", BUTTON),
    sees: opened,
  },
  {
    keys: "ArrowDown",
    when: "in its field",
    does: "marks the next tenant",
    given: open,
    sees: () => activeRow(2),
  },
  {
    keys: "ArrowUp",
    when: "in its field",
    does: "marks the tenant above",
    given: async () => {
      await open();
      strike("ArrowDown");
      await until(() => activeRow(2));
    },
    sees: () => activeRow(1),
  },
  {
    keys: "PageDown",
    when: "in its field",
    does: "goes down eight tenants",
    given: open,
    sees: () => activeRow(9),
  },
  {
    keys: "PageUp",
    when: "in its field",
    does: "goes up eight tenants",
    given: async () => {
      await open();
      strike("PageDown");
      await until(() => activeRow(9));
    },
    sees: () => activeRow(1),
  },
  { keys: "Control+End", when: "in its field", does: "marks the last tenant", given: open, sees: atEnd },
  {
    keys: "Control+Home",
    when: "in its field",
    does: "marks the first tenant",
    given: openAtEnd,
    sees: () => activeRow(1),
  },
  {
    keys: "Letters",
    letters: "marina",
    when: "in its field",
    does: "searches all tenants",
    given: open,
    sees: () => activeRow(/^Marina Branch/),
  },
  {
    keys: "Enter",
    when: "in its field",
    does: "takes the marked tenant, closes, and goes back to the button",
    given: search,
    sees: ({ heard }) => {
      equal(heard(), mspIds.site);
      closed();
    },
  },
  {
    keys: "Escape",
    when: "something is typed",
    does: "empties the field",
    given: search,
    sees: () => holds("combobox", FIELD, ""),
  },
  { keys: "Escape", when: "nothing is typed", does: "closes it", given: open, sees: closed },
  {
    keys: "Tab",
    when: "in its field",
    does: "goes to the pin of the marked tenant",
    given: open,
    sees: () => focused("button", /^Pin “/),
  },
  {
    keys: "Enter",
    when: "on the pin",
    does: "keeps the tenant at the top",
    given: async () => {
      await open();
      await focus("button", /^Pin “/);
    },
    sees: () => focused("button", /^Unpin “/),
  },
];

export const tenantSwitcherKeys: KeyTable = {
  show: (hear) => <TenantSwitcher storageKey="keys.switcher" onSelect={hear} />,
  operations,
};
