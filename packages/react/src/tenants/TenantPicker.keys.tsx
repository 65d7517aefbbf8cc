/** The keys of `TenantPicker`: after the combobox pattern of the WAI-ARIA Authoring Practices. */
import { mspIds } from "@stratum-hq/sdk/msw";
import { activeRow, equal, fill, focus, focused, hides, holds, strike, until } from "../testing/hands.ts";
import type { KeyOperation, KeyTable } from "../testing/keys.ts";
import { TenantPicker } from "./TenantPicker.tsx";

const FIELD = "Bill to";
const CHOSEN = "Bayside Credit Union";
const ready = (): Promise<unknown> => until(() => holds("combobox", FIELD, CHOSEN));
const search = async (): Promise<void> => {
  await ready();
  await fill("combobox", FIELD, "branch");
  await until(() => activeRow(1));
};
const searchOnSecond = async (): Promise<void> => {
  await search();
  strike("ArrowDown");
  await until(() => activeRow(2));
};

const operations: KeyOperation[] = [
  {
    keys: "Letters",
    letters: "harbor",
    when: "in the field, whose text is selected",
    does: "searches all tenants",
    given: async () => {
      await ready();
      await focus("combobox", FIELD);
    },
    sees: () => activeRow(/^Harbor IT Partners/),
  },
  {
    keys: "ArrowDown",
    when: "hits are shown",
    does: "marks the next one",
    given: search,
    sees: () => activeRow(2),
  },
  {
    keys: "ArrowUp",
    when: "hits are shown",
    does: "marks the one above",
    given: searchOnSecond,
    sees: () => activeRow(1),
  },
  {
    keys: "PageDown",
    when: "hits are shown",
    does: "goes down eight hits, or to the last one",
    given: search,
    sees: () => activeRow("last"),
  },
  {
    keys: "PageUp",
    when: "hits are shown",
    does: "goes up eight hits, or to the first one",
    given: searchOnSecond,
    sees: () => activeRow(1),
  },
  {
    keys: "Enter",
    when: "hits are shown",
    does: "chooses the marked one",
    given: searchOnSecond,
    sees: ({ heard }) => {
      equal(heard(), mspIds.site);
      holds("combobox", FIELD, "Marina Branch");
      hides("listbox");
    },
  },
  {
    keys: "Escape",
    when: "something is typed",
    does: "takes it back to what was chosen",
    given: search,
    sees: () => {
      hides("listbox");
      holds("combobox", FIELD, CHOSEN);
    },
  },
  {
    keys: "Tab",
    when: "something is typed",
    does: "goes on; what is not taken goes away again",
    given: search,
    sees: () => {
      holds("combobox", FIELD, CHOSEN);
      focused("button", "Choose no tenant");
    },
  },
  {
    keys: "Enter",
    when: "on its cross",
    does: "chooses none, and goes to the field",
    given: async () => {
      await ready();
      await focus("button", "Choose no tenant");
    },
    sees: ({ heard }) => {
      equal(heard(), null);
      focused("combobox", FIELD);
    },
  },
];

export const tenantPickerKeys: KeyTable = {
  show: (hear) => <TenantPicker label={FIELD} defaultValue={mspIds.customer} onChange={hear} />,
  operations,
};
