/** The keys of `TenantBreadcrumb`; its menus follow the menu button of the WAI-ARIA Authoring Practices. */
import { mspIds } from "@stratum-hq/sdk/msw";
import { equal, find, focus, focused, hides, menuAt } from "../testing/hands.ts";
import type { KeyOperation, KeyTable } from "../testing/keys.ts";
import { TenantBreadcrumb } from "./TenantBreadcrumb.tsx";

const STEP = "Harbor IT Partners";
const BESIDE = `Beside ${STEP}`;
const at = (name: string) => (): Promise<void> => menuAt(BESIDE, name, "menuitemradio");

const operations: KeyOperation[] = [
  {
    keys: "Tab",
    when: "on a step",
    does: "goes to the chevron before the next one",
    given: () => focus("button", STEP),
    sees: () => focused("button", "Beside Bayside Credit Union"),
  },
  {
    keys: "Shift+Tab",
    when: "on a step",
    does: "goes to the chevron before it",
    given: () => focus("button", STEP),
    sees: () => focused("button", BESIDE),
  },
  {
    keys: "Enter",
    when: "on a step",
    does: "goes to its tenant",
    given: () => focus("button", STEP),
    sees: ({ heard }) => equal(heard(), mspIds.reseller),
  },
  {
    keys: "Enter",
    when: "on a chevron",
    does: "opens the tenants beside the step",
    given: () => focus("button", BESIDE),
    sees: () => equal(document.activeElement?.getAttribute("role"), "menuitemradio"),
  },
  {
    keys: "ArrowDown",
    when: "in that menu",
    does: "goes to the next tenant",
    given: at(STEP),
    sees: () => focused("menuitemradio", "Summit Managed Services"),
  },
  {
    keys: "ArrowUp",
    when: "in that menu",
    does: "goes to the tenant above",
    given: at("Summit Managed Services"),
    sees: () => focused("menuitemradio", STEP),
  },
  {
    keys: "End",
    when: "in that menu",
    does: "goes to the last tenant",
    given: at(STEP),
    sees: () => focused("menuitemradio", "Northwind Internal"),
  },
  {
    keys: "Home",
    when: "in that menu",
    does: "goes to the first tenant",
    given: at("Northwind Internal"),
    sees: () => focused("menuitemradio", STEP),
  },
  {
    keys: "Letters",
    letters: "r",
    when: "in that menu",
    does: "goes to the tenant whose name begins with them",
    given: at(STEP),
    sees: () => focused("menuitemradio", "Redwood Cyber"),
  },
  {
    keys: "Enter",
    when: "in that menu",
    does: "goes to the tenant",
    given: at("Summit Managed Services"),
    sees: ({ heard }) => equal(heard(), mspIds.otherReseller),
  },
  {
    keys: "Escape",
    when: "in that menu",
    does: "closes it, and goes back to the chevron",
    given: at(STEP),
    sees: () => {
      hides("menu");
      focused("button", BESIDE);
    },
  },
  {
    keys: "Enter",
    when: "on “Try again” in that menu",
    does: "loads the tenants again, and the menu stays",
    given: async ({ mock }) => {
      await find("button", BESIDE);
      mock.setFailures({ listChildren: { code: "INTERNAL_ERROR", times: 1 } });
      await menuAt(BESIDE, /^Try again/);
    },
    sees: () => equal(document.querySelectorAll("[role=menuitemradio]").length > 3, true),
  },
];

export const tenantBreadcrumbKeys: KeyTable = {
  show: (hear) => <TenantBreadcrumb tenantId={mspIds.site} onSelect={hear} />,
  operations,
};
