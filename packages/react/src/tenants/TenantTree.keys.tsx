/**
 * The keys of `TenantTree`: after the tree view pattern of the WAI-ARIA Authoring Practices and its multi-select, and
 * our own for what is done with tenants.
 */
import { flatSeed, mspIds, mspSeed, type Store } from "@stratum-hq/sdk/msw";
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
  strike,
  until,
} from "../testing/hands.ts";
import type { KeyOperation, KeyStage, KeyTable } from "../testing/keys.ts";
import { TenantTree } from "./TenantTree.tsx";

const ROOT = "Northwind Security";
const RESELLER = "Harbor IT Partners";
const CLINICS = "Coastal Family Clinics";
const SEARCH = "Search the tree";
const NEW_NAME = /^New name of/;

const row = (name: string): RegExp => new RegExp(`^${name}`);
const rowOf = (name: string): HTMLElement => shows("treeitem", row(name));
const on = (name: string) => async (): Promise<void> => {
  // The levels that are open come one after the other.
  await find("treeitem", row("Tidewater"));
  await focus("treeitem", row(name));
};
const at = (name: string) => (): void => focused("treeitem", row(name));
const open = (name: string, is: boolean): void => has("treeitem", row(name), "aria-expanded", String(is));
const places = (...names: string[]): number[] =>
  names.map((name) => Number(rowOf(name).getAttribute("aria-posinset")));
const nameOf = ({ mock }: KeyStage): string | undefined => mock.state.tenants.get(mspIds.clinics)?.name;
const carried = (name: string, is: boolean): void => equal(rowOf(name).dataset.carried === "true", is);
/** How far down the row with the focus is. */
const depth = (): number => {
  const { transform = "", height = "" } = (document.activeElement as HTMLElement | null)?.style ?? {};
  return Number(/[\d.]+/.exec(transform)) / Number.parseFloat(height);
};
const between = (is: number, from: number, to: number): void => {
  if (is < from || is > to) throw new Error(`${is} is not from ${from} to ${to}.`);
};

const mark = (name: string): Promise<void> => click("treeitem", row(name), { ctrlKey: true });
const marks = (...names: string[]): void => {
  const marked = [...document.querySelectorAll("[role=treeitem][aria-selected=true] .st-tree-name")];
  equal(
    marked.map((one) => one.textContent),
    names,
  );
};
const rename = async (): Promise<void> => {
  await focus("treeitem", row(CLINICS));
  strike("F2");
  await fill("textbox", NEW_NAME, "Clinics");
};
const pick = async (): Promise<void> => {
  await focus("treeitem", row(CLINICS));
  strike("x", { ctrlKey: true });
  await until(() => carried(CLINICS, true));
};
const search = async (): Promise<void> => {
  await fill("searchbox", SEARCH, "marina");
  await until(() => equal(rowOf("Marina Branch").dataset.hit, "true"));
};

const moving: KeyOperation[] = [
  {
    keys: "Tab",
    when: "before the tree",
    does: "goes to the row that was active last; one stop for all rows",
    given: async () => {
      await focus("treeitem", row(ROOT));
      await focus("searchbox", SEARCH);
    },
    sees: () => {
      focused("treeitem", row(ROOT));
      equal(document.querySelectorAll("[role=treeitem][tabindex='0']").length, 1);
    },
  },
  { keys: "ArrowDown", when: "on a row", does: "goes to the next row", given: on(ROOT), sees: at(RESELLER) },
  { keys: "ArrowUp", when: "on a row", does: "goes to the row above", given: on(RESELLER), sees: at(ROOT) },
  {
    keys: "ArrowRight",
    when: "on a closed tenant",
    does: "opens it and stays",
    given: on(CLINICS),
    sees: () => {
      open(CLINICS, true);
      rowOf("Eastport Clinic");
      focused("treeitem", row(CLINICS));
    },
  },
  {
    keys: "ArrowRight",
    when: "on an open tenant",
    does: "goes to its first child",
    given: on(RESELLER),
    sees: at("Bayside Credit Union"),
  },
  {
    keys: "ArrowLeft",
    when: "on an open tenant",
    does: "closes it and stays",
    given: on(RESELLER),
    sees: () => {
      open(RESELLER, false);
      focused("treeitem", row(RESELLER));
    },
  },
  {
    keys: "ArrowLeft",
    when: "on a closed tenant, or one without children",
    does: "goes to its parent",
    given: on(CLINICS),
    sees: at(RESELLER),
  },
  { keys: "Home", when: "on a row", does: "goes to the first row", given: on(CLINICS), sees: at(ROOT) },
  { keys: "End", when: "on a row", does: "goes to the last row", given: on(CLINICS), sees: at("Meridian") },
  {
    keys: "PageDown",
    when: "on a row",
    does: "goes down as many rows as are in view",
    given: on(ROOT),
    sees: () => between(depth(), 4, 9),
  },
  {
    keys: "PageUp",
    when: "on a row",
    does: "goes up as many rows as are in view",
    given: on("Meridian"),
    sees: () => between(depth(), 1, 6),
  },
  {
    keys: "*",
    when: "on a tenant",
    does: "opens it and all its siblings",
    given: on(CLINICS),
    sees: () => {
      for (const name of ["Bayside", "Coastal", "Lighthouse", "Tidewater"]) open(name, true);
    },
  },
  {
    keys: "Letters",
    letters: "s",
    when: "one, on a row",
    does: "goes to the next tenant whose name begins with it",
    given: on(ROOT),
    sees: at("Summit"),
  },
  {
    keys: "Letters",
    letters: "northwind i",
    when: "several in a row, spaces too",
    does: "goes to the tenant whose name begins with them",
    given: on(RESELLER),
    sees: at("Northwind Internal"),
  },
  {
    keys: "ArrowDown",
    when: "in the search field",
    does: "goes to the first hit",
    given: search,
    sees: at("Marina Branch"),
  },
  {
    keys: "Escape",
    when: "in the search field",
    does: "empties it, and shows the whole tree again",
    given: search,
    sees: () => {
      holds("searchbox", SEARCH, "");
      rowOf("Meridian");
    },
  },
];

const choosing: KeyOperation[] = [
  {
    keys: "Enter",
    when: "on a tenant",
    does: "selects it",
    given: on(RESELLER),
    sees: ({ heard }) => equal(heard(), mspIds.reseller),
  },
  {
    keys: "Space",
    when: "on a tenant",
    does: "selects it",
    given: on(CLINICS),
    sees: ({ heard }) => equal(heard(), mspIds.clinics),
  },
  {
    keys: "Enter",
    when: "on “Load more”",
    does: "loads the next page of children, and goes to its first",
    given: async () => {
      await focus("treeitem", row("Meridian"));
      strike("ArrowRight");
      await find("treeitem", row("Bergen Bakery 1"));
      strike("End");
      await until(() => focused("treeitem", row("Load more")));
    },
    sees: at("Bergen Bakery 101"),
  },
  {
    keys: "Enter",
    when: "on a branch that failed to load",
    does: "tries again",
    given: async ({ mock }) => {
      await find("treeitem", row("Tidewater"));
      mock.setFailures({ listChildren: { code: "INTERNAL_ERROR" } });
      await focus("treeitem", row("Summit"));
      strike("ArrowRight");
      await focus("treeitem", row("Could not load"));
      mock.setFailures({});
    },
    sees: () => rowOf("Cascade Outfitters"),
  },
];

const marking: KeyOperation[] = [
  {
    keys: "Control+Space",
    when: "on a tenant",
    does: "marks it",
    given: on(CLINICS),
    sees: () => marks(CLINICS),
  },
  {
    keys: "Control+Space",
    when: "on a marked tenant",
    does: "takes its mark away",
    given: async () => {
      await mark("Bayside");
      await mark(CLINICS);
      await focus("treeitem", row(CLINICS));
    },
    sees: () => marks("Bayside Credit Union"),
  },
  {
    keys: "Shift+Space",
    when: "on a tenant",
    does: "marks from the last marked one to here",
    given: async () => {
      await mark("Bayside");
      await focus("treeitem", row("Lighthouse"));
    },
    sees: () => marks("Bayside Credit Union", CLINICS, "Lighthouse Charter Schools"),
  },
  {
    keys: "Shift+ArrowDown",
    when: "on a tenant",
    does: "marks on to the next one",
    given: on(CLINICS),
    sees: () => marks(CLINICS, "Lighthouse Charter Schools"),
  },
  {
    keys: "Shift+ArrowUp",
    when: "on a tenant",
    does: "marks on to the one above",
    given: on(CLINICS),
    sees: () => marks("Bayside Credit Union", CLINICS),
  },
  {
    keys: "Shift+Home",
    when: "on a tenant",
    does: "marks all up to the first row",
    given: on("Bayside"),
    sees: () => marks(ROOT, RESELLER, "Bayside Credit Union"),
  },
  {
    keys: "Shift+End",
    when: "on a tenant",
    does: "marks all down to the last row",
    given: on("Northwind Internal"),
    sees: () => marks("Northwind Internal", "Meridian Franchise"),
  },
  {
    keys: "Mod+A",
    when: "on a row",
    does: "marks all that show",
    given: on(CLINICS),
    sees: () => says(/11 marked/),
  },
  {
    keys: "Escape",
    when: "tenants are marked",
    does: "marks none",
    given: async () => {
      await mark(CLINICS);
      await focus("treeitem", row(CLINICS));
    },
    sees: () => marks(),
  },
];

const changing: KeyOperation[] = [
  {
    keys: "F2",
    when: "on a tenant",
    does: "opens a field for its new name",
    given: on(CLINICS),
    sees: () => focused("textbox", NEW_NAME),
  },
  {
    keys: "Enter",
    when: "in the field for the new name",
    does: "renames, and goes back to the row",
    given: rename,
    sees: (stage) => {
      focused("treeitem", /^Clinics/);
      equal(nameOf(stage), "Clinics");
    },
  },
  {
    keys: "Escape",
    when: "in the field for the new name",
    does: "keeps the old name, and goes back to the row",
    given: rename,
    sees: (stage) => {
      focused("treeitem", row(CLINICS));
      equal(nameOf(stage), CLINICS);
    },
  },
  {
    keys: "Delete",
    when: "on a tenant",
    does: "asks whether to archive it",
    given: on(CLINICS),
    sees: () => shows("alertdialog", `Archive “${CLINICS}”?`),
  },
  {
    keys: "Shift+F10",
    when: "on a tenant",
    does: "opens its menu",
    given: on(CLINICS),
    sees: () => {
      shows("menu", `Actions for ${CLINICS}`);
      equal(document.activeElement?.closest("[role=menu]") !== null, true);
    },
  },
  {
    keys: "ContextMenu",
    when: "on a tenant",
    does: "opens its menu",
    given: on(CLINICS),
    sees: () => shows("menu", `Actions for ${CLINICS}`),
  },
  {
    keys: "Escape",
    when: "in its menu",
    does: "closes it, and goes back to the row",
    given: async () => {
      await focus("treeitem", row(CLINICS));
      strike("ContextMenu");
      await until(() => equal(document.activeElement?.closest("[role=menu]") !== null, true));
    },
    sees: () => {
      hides("menu");
      focused("treeitem", row(CLINICS));
    },
  },
  {
    keys: "Mod+X",
    when: "on a tenant",
    does: "picks it up, or all marked ones",
    given: on(CLINICS),
    sees: () => carried(CLINICS, true),
  },
  {
    keys: "Mod+V",
    when: "something is picked up",
    does: "asks to move it below this tenant",
    given: async () => {
      await pick();
      await focus("treeitem", row("Redwood"));
    },
    sees: () => shows("dialog", new RegExp(`^Move “${CLINICS}”`)),
  },
  {
    keys: "Mod+V",
    when: "something is picked up that cannot go below this tenant",
    does: "says why",
    given: async () => {
      await pick();
      await focus("treeitem", row(RESELLER));
    },
    sees: () => says(/Not below “Harbor IT Partners”: Its parent already/),
  },
  {
    keys: "Escape",
    when: "something is picked up",
    does: "leaves it where it is",
    given: pick,
    sees: () => carried(CLINICS, false),
  },
  {
    keys: "Alt+ArrowUp",
    when: "on a tenant",
    does: "puts it before the sibling above",
    given: on(CLINICS),
    sees: () => equal(places(CLINICS, "Bayside"), [1, 2]),
  },
  {
    keys: "Alt+ArrowDown",
    when: "on a tenant",
    does: "puts it after the sibling below",
    given: on(CLINICS),
    sees: () => equal(places("Lighthouse", CLINICS), [2, 3]),
  },
];

/** The tree of the MSP and a root with 110 children, the first two levels open. */
export const tenantTreeKeys: KeyTable = {
  show: (hear) => (
    <div className="st-card" style={{ width: 340, height: 400, display: "flex" }}>
      <TenantTree
        searchable
        style={{ flex: 1 }}
        defaultExpandedIds={[mspIds.root, mspIds.reseller]}
        onValueChange={hear}
      />
    </div>
  ),
  seed: (store: Store) => {
    mspSeed(store);
    flatSeed(110)(store);
  },
  tenantId: null,
  operations: [...moving, ...choosing, ...marking, ...changing],
};
