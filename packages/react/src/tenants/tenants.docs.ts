import type { FeatureDocs } from "../testing/component-docs.ts";
import { tenantBreadcrumbKeys } from "./TenantBreadcrumb.keys.tsx";
import { tenantDetailsKeys } from "./TenantDetails.keys.tsx";
import { createTenantDialogKeys, lifecycleDialogKeys, moveTenantDialogKeys } from "./TenantDialogs.keys.tsx";
import { tenantPickerKeys } from "./TenantPicker.keys.tsx";
import { tenantSearchKeys } from "./TenantSearch.keys.tsx";
import { tenantSwitcherKeys } from "./TenantSwitcher.keys.tsx";
import { tenantTreeKeys } from "./TenantTree.keys.tsx";

/** What the pages of Storybook say about the components of this folder. */
export const tenantsDocs: FeatureDocs = {
  TenantTree: {
    page: "tenants/TenantTree",
    slots: {
      "tenant-tree": "the root, which scrolls",
      "tenant-tree-search": "the field above the rows, if `searchable`",
      "tenant-tree-row": "a line: a tenant, or what stands in for children that are not there yet",
      "tenant-tree-toggle": "the chevron of a tenant that has children",
      "tenant-tree-refusal": "why what is held over a row cannot go there",
      "tenant-tree-skeleton": "the lines while the first page is loading",
      "tree-bulk-bar": "what can be done with all marked tenants",
      "rename-field": "the field for a new name, in the row",
    },
    attributes: {
      "data-state": "on the root: loading, empty, error, ready; on a row: open, closed",
      "data-kind": "on a row: item, loading, more, error",
      "data-key": "on a row: the id of its tenant",
      "data-status": "on a row: active, suspended, archived",
      "data-hit": "on a row that a search has found",
      "data-carried": "on a row that is picked up",
      "data-drop": "on a row that something is held over: before, inside, after",
      "data-refused": "on a row that does not take what is picked up",
      "data-renaming": "on a row whose name is being written",
      "data-menu": "on a row whose menu is open",
    },
    keys: tenantTreeKeys,
    requests: {
      listRoots: "when it is first drawn: one page",
      listChildren: "for each tenant that is opened, by pages",
      searchTenants: "while one types into its field",
      getTenant: "for the place of an active tenant that is not loaded yet",
      getAncestors: "when one is asked where a tenant goes",
      updateTenant: "for a new name",
      createTenant: "from its menu",
      previewMove: "before a move is confirmed",
      moveTenant: "for a move",
      reorderTenant: "for another place among siblings",
      suspendTenant: "from its menu",
      resumeTenant: "from its menu",
      archiveTenant: "from its menu, or by Delete",
    },
  },
  TenantMenuContent: { page: "tenants/TenantTree" },
  TenantSwitcher: {
    page: "tenants/TenantSwitcher",
    slots: {
      "tenant-switcher": "the button that shows the active tenant",
      "tenant-switcher-list": "the rows, which scroll",
      "tenant-option": "a row",
      "tenant-path": "the names above it; what does not fit is left out at the start",
    },
    attributes: {
      "data-state": "on the button: open, closed",
      "data-active": "on the row that Enter would choose",
      "data-group": "on a row: pinned, recent, all, found",
      "data-pinned": "on the pin of a row that is pinned",
    },
    keys: tenantSwitcherKeys,
    requests: {
      getTenant: "when it is first drawn: the tenant that it names",
      getAncestors: "when a row is chosen or pointed at: its path, ahead",
      listTenants: "when it is opened: one page, then more as one scrolls",
      listDescendants: "in place of `listTenants`, with `under`",
      searchTenants: "while one types",
    },
  },
  TenantBreadcrumb: {
    page: "tenants/TenantBreadcrumb",
    slots: { "tenant-breadcrumb": "the root" },
    attributes: {
      "data-state": "on the root: loading, error, ready",
      "data-at": "on a step: wide, narrow; the width at which it shows",
      "data-chosen": "on the tenant in a menu of siblings that the path goes through",
    },
    keys: tenantBreadcrumbKeys,
    requests: {
      getAncestors: "when it is first drawn",
      getTenant: "when it is first drawn, unless another component has loaded the tenant",
      listRoots: "when the menu beside a root is opened",
      listChildren: "when the menu beside another step is opened",
    },
  },
  TenantPicker: {
    page: "tenants/TenantPicker",
    slots: {
      "tenant-picker": "the field, with its label and what is wrong",
      "tenant-options": "the list below it",
      "tenant-option": "a row of the list",
      "tenant-path": "the names above it; what does not fit is left out at the start",
      "tenant-search-results": "the list, or what stands in its place",
    },
    attributes: {
      "data-state": "on the field's frame: empty, chosen, unknown for one that cannot be seen",
      "data-active": "on the row that Enter would choose",
    },
    keys: tenantPickerKeys,
    requests: {
      getTenant: "for the name of a chosen tenant that is not loaded yet",
      searchTenants: "when it gets the focus, and while one types",
    },
  },
  TenantSearch: {
    page: "tenants/TenantSearch",
    slots: {
      "tenant-search": "the root",
      "tenant-search-results": "the list, or what stands in its place",
    },
    attributes: { "data-active": "on the row that Enter would choose" },
    keys: tenantSearchKeys,
    requests: { searchTenants: "while one types" },
  },
  TenantDetails: {
    page: "tenants/TenantDetails",
    slots: { "tenant-details": "the root", "tenant-fact": "one line: a name and what it is" },
    attributes: { "data-state": "on the root: loading, error, ready" },
    keys: tenantDetailsKeys,
    requests: { getTenant: "when it is first drawn" },
  },
  TenantStatusBadge: { page: "tenants/TenantDetails" },
  IsolationBadge: { page: "tenants/TenantDetails" },
  RegionBadge: { page: "tenants/TenantDetails" },
  CreateTenantDialog: {
    page: "tenants/CreateTenantDialog",
    keys: createTenantDialogKeys,
    requests: { createTenant: "when it is sent" },
  },
  MoveTenantDialog: {
    page: "tenants/MoveTenantDialog",
    slots: {
      "move-tenant-dialog": "the dialog",
      "tenant-options": "the places to choose from",
      "tenant-option": "a place",
      "tenant-path": "the names above it; what does not fit is left out at the start",
      "move-impact": "what the move changes",
      "moves-impact": "what it changes in sum and for each, where several move",
    },
    attributes: {
      "data-state": "on the list: loading, error, empty, ready",
      "data-active": "on the place that Enter would choose",
    },
    keys: moveTenantDialogKeys,
    requests: {
      getAncestors: "when it opens: what is near",
      listRoots: "when it opens: what is near",
      listChildren: "when it opens: what is near",
      searchTenants: "while one types",
      previewMove: "when a place is chosen: one for each tenant that moves, at most 20 at once",
      moveTenant: "when it is sent",
    },
  },
  LifecycleDialog: {
    page: "tenants/LifecycleDialog",
    keys: lifecycleDialogKeys,
    requests: {
      suspendTenant: "when it is confirmed",
      resumeTenant: "when it is confirmed",
      archiveTenant: "when it is confirmed",
    },
  },
};
