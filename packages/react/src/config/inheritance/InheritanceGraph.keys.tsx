/** The keys of `InheritanceGraph`: along the tree as in the tree view of the WAI-ARIA Authoring Practices, and about. */
import { equal, find, focus, focused, has, shows, strike, until } from "../../testing/hands.ts";
import type { KeyOperation, KeyTable } from "../../testing/keys.ts";
import { InheritanceGraph } from "./InheritanceGraph.tsx";

const HERE = /^Bayside Credit Union/;
const FIRST = /^Downtown Branch/;
const SECOND = /^Marina Branch/;

/** Where the drawing is, and how large. */
interface View {
  x: number;
  y: number;
  scale: number;
}
const view = (): View => {
  const sheet = document.querySelector<HTMLElement>(".st-graph-sheet")?.style.transform ?? "";
  const [x = 0, y = 0, scale = 0] = [...sheet.matchAll(/-?[\d.]+/g)].map(Number);
  return { x, y, scale };
};
let before: View = { x: 0, y: 0, scale: 0 };
const on = (name: RegExp) => async (): Promise<void> => {
  await focus("treeitem", name);
  before = view();
};
const zoomedIn = async (): Promise<void> => {
  await on(HERE)();
  strike("+");
  strike("+");
  await until(() => equal(view().scale > before.scale, true));
  before = view();
};
const moved = (by: Partial<Record<keyof View, 1 | -1>>): void => {
  const now = view();
  for (const [of, sign] of Object.entries(by))
    equal(Math.sign(now[of as keyof View] - before[of as keyof View]), sign);
};
const at = (name: RegExp) => (): void => focused("treeitem", name);

const operations: KeyOperation[] = [
  {
    keys: "ArrowRight",
    when: "on a tenant",
    does: "goes to its first child",
    given: on(HERE),
    sees: at(FIRST),
  },
  { keys: "ArrowLeft", when: "on a tenant", does: "goes to its parent", given: on(FIRST), sees: at(HERE) },
  {
    keys: "ArrowDown",
    when: "on a tenant",
    does: "goes to the next one",
    given: on(FIRST),
    sees: at(SECOND),
  },
  { keys: "ArrowUp", when: "on a tenant", does: "goes to the one above", given: on(SECOND), sees: at(FIRST) },
  {
    keys: "Home",
    when: "on a tenant",
    does: "goes to the first one",
    given: on(HERE),
    sees: at(/^Northwind/),
  },
  {
    keys: "End",
    when: "on a tenant",
    does: "goes to the last one",
    given: on(HERE),
    sees: at(/^Operations/),
  },
  { keys: "+", when: "on a tenant", does: "zooms in", given: on(HERE), sees: () => moved({ scale: 1 }) },
  { keys: "-", when: "on a tenant", does: "zooms out", given: zoomedIn, sees: () => moved({ scale: -1 }) },
  {
    keys: "0",
    when: "on a tenant",
    does: "fits all of it",
    given: zoomedIn,
    sees: () => moved({ scale: -1 }),
  },
  {
    keys: "Shift+ArrowRight",
    when: "on a tenant",
    does: "moves the drawing, to see what is at the right",
    given: on(HERE),
    sees: () => moved({ x: -1 }),
  },
  {
    keys: "Shift+ArrowLeft",
    when: "on a tenant",
    does: "moves the drawing, to see what is at the left",
    given: on(HERE),
    sees: () => moved({ x: 1 }),
  },
  {
    keys: "Shift+ArrowDown",
    when: "on a tenant",
    does: "moves the drawing, to see what is below",
    given: on(HERE),
    sees: () => moved({ y: -1 }),
  },
  {
    keys: "Shift+ArrowUp",
    when: "on a tenant",
    does: "moves the drawing, to see what is above",
    given: on(HERE),
    sees: () => moved({ y: 1 }),
  },
  {
    keys: "Tab",
    when: "on a tenant",
    does: "goes to the buttons that zoom; one stop for all tenants",
    given: on(HERE),
    sees: () => focused("button", "Zoom in"),
  },
  {
    keys: "Enter",
    when: "on “Table”",
    does: "shows the same as a table",
    given: async () => {
      await find("treeitem", HERE);
      await focus("button", "Table");
    },
    sees: () => {
      has("button", "Table", "aria-pressed", "true");
      shows("table", /over the tree of tenants$/);
    },
  },
];

export const inheritanceGraphKeys: KeyTable = {
  show: () => <InheritanceGraph of="auth.session_minutes" />,
  operations,
};
