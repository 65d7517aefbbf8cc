/** The keys of `TenantSearch`: after the combobox pattern of the WAI-ARIA Authoring Practices. */
import { activeRow, equal, fill, focused, hides, holds, strike, until } from "../testing/hands.ts";
import type { KeyOperation, KeyTable } from "../testing/keys.ts";
import { TenantSearch } from "./TenantSearch.tsx";

const FIELD = "Find a tenant";
const search = async (): Promise<void> => {
  await fill("combobox", FIELD, "branch");
  await until(() => activeRow(1));
};
const searchOnSecond = async (): Promise<void> => {
  await search();
  strike("ArrowDown");
  await until(() => activeRow(2));
};
const close = async (): Promise<void> => {
  await search();
  strike("Escape");
  await until(() => hides("listbox"));
};

const operations: KeyOperation[] = [
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
    does: "takes the marked one, and closes the list",
    given: searchOnSecond,
    sees: ({ heard }) => {
      equal((heard() as { name?: string } | undefined)?.name, "Marina Branch");
      hides("listbox");
    },
  },
  {
    keys: "Escape",
    when: "hits are shown",
    does: "closes the list, and keeps what is typed",
    given: search,
    sees: () => {
      hides("listbox");
      holds("combobox", FIELD, "branch");
    },
  },
  {
    keys: "Escape",
    when: "the list is closed",
    does: "empties the field",
    given: close,
    sees: () => holds("combobox", FIELD, ""),
  },
  {
    keys: "ArrowDown",
    when: "the list is closed",
    does: "opens it again",
    given: close,
    sees: () => {
      activeRow(1);
      focused("combobox", FIELD);
    },
  },
];

export const tenantSearchKeys: KeyTable = { show: (hear) => <TenantSearch onSelect={hear} />, operations };
