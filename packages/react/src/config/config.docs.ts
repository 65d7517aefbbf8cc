import type { FeatureDocs } from "../testing/component-docs.ts";
import { configEditorKeys } from "./ConfigEditor.keys.tsx";
import { filterPillsKeys, originChipKeys, valueInputKeys } from "./ConfigParts.keys.tsx";
import { inheritanceGraphKeys } from "./inheritance/InheritanceGraph.keys.tsx";

/** What the pages of Storybook say about the components of this folder. */
export const configDocs: FeatureDocs = {
  ConfigEditor: {
    page: "config/ConfigEditor",
    slots: {
      "config-editor": "the root",
      toolbar: "search, filters and what can be done with all",
      "skeleton-panel": "the table while it is loading",
      "value-button": "a value that can be changed",
      "config-chain": "what each tenant of the path says, behind an origin chip",
      "draft-tray": "the changes that are not saved yet",
      review: "the changes side by side with what holds now",
      impact: "how many tenants a change reaches",
      "config-history": "what a key was before",
      "config-diff": "the comparison with another tenant",
    },
    attributes: {
      "data-state":
        "on the root: pending, error, success; on a row: saving; on a change in the review: ready, stale, locked",
      "data-drafts": "on the root: how many changes wait to be saved",
      "data-origin": "on a row and on its chip: set, setLocked, inherited, locked, default",
      "data-draft": "on a row with a change that is not saved: ready, stale, locked",
      "data-kind": "on a value: string, number, boolean, json",
      "data-outcome": "on a level of the chain: wins, overridden, shadowed, absent",
      "data-reason": "on the chain: the rule that decides",
      "data-secret": "on the form of a secret value",
      "data-tone": "on a value in the review: neutral, amber, accent",
    },
    keys: configEditorKeys,
    requests: {
      resolveConfig: "when it is first drawn",
      listConfigDefinitions: "when a value is opened",
      getTenant: "when a value is opened: what would be inherited instead",
      explainConfig: "when an origin chip is opened",
      previewConfig: "when changes are reviewed",
      batchSetConfig: "to save all changes at once",
      setConfig: 'for a change, with `commit="direct"`',
      deleteConfig: 'to inherit again, with `commit="direct"`',
      revealConfig: "to show a secret; it is recorded",
      listConfigHistory: "when the history of a key is opened",
      restoreConfig: "to go back to an earlier value",
      searchTenants: "to choose a tenant to compare with",
      diffConfig: "to compare with another tenant",
      listDrift: "to look for tenants below that differ",
    },
  },
  OriginChip: {
    page: "config/ConfigEditor",
    attributes: { "data-origin": "on the chip: set, setLocked, inherited, locked, default" },
    keys: originChipKeys,
  },
  ValueInput: {
    page: "config/ConfigEditor",
    attributes: { "data-kind": "on the field: string, number, boolean, json" },
    keys: valueInputKeys,
  },
  FilterPills: {
    page: "config/ConfigEditor",
    slots: { "filter-pills": "the group" },
    keys: filterPillsKeys,
  },
  FormFailure: { page: "config/ConfigEditor" },
  ChangeFailedNote: { page: "config/ConfigEditor" },
  InheritanceGraph: {
    page: "config/InheritanceGraph",
    slots: {
      "inheritance-graph": "the root",
      toolbar: "drawing or table, and what is shown",
      "skeleton-panel": "the drawing while it is loading",
      "inheritance-drawing": "the frame in which the drawing is moved",
      zoom: "the buttons that make it larger and smaller",
      legend: "what the signs mean",
    },
    attributes: {
      "data-state":
        "on the root: pending, error, success; on a node, an edge and in the legend: set, overrides, locks, inherits, shadowed, none, unknown",
      "data-shape": "on the root: drawing, table",
      "data-node": "on a node: the id of its tenant",
      "data-here": "on the node of the tenant that is looked at",
      "data-inheritance": "on a row of the table: as `data-state` on a node",
      "data-dragging": "on the drawing while it is moved",
    },
    keys: inheritanceGraphKeys,
    requests: {
      explainConfig: "when it is first drawn: the path",
      explainPermission: "in its place, for a permission",
      listDescendants: "when it is first drawn: the tenants below, by pages",
      listDrift: "when it is first drawn: where the key differs",
      simulatePermissions: "in its place, for a permission",
    },
  },
  InheritanceDialog: { page: "config/InheritanceGraph" },
};
