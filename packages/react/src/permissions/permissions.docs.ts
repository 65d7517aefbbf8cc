import type { FeatureDocs } from "../testing/component-docs.ts";
import { choiceListKeys, permissionEditorKeys } from "./PermissionEditor.keys.tsx";

/** What the pages of Storybook say about the components of this folder. */
export const permissionsDocs: FeatureDocs = {
  PermissionEditor: {
    page: "permissions/PermissionEditor",
    slots: {
      "permission-editor": "the root",
      toolbar: "search, filters and what can be done with all",
      "skeleton-panel": "the table while it is loading",
      "permission-chain": "what each tenant of the path says, behind an origin chip",
      impact: "who gains and who loses by a change",
      "what-if-form": "the form in which changes are tried out",
      "what-if-changes": "the changes that are tried out",
      "what-if-change": "one of them",
      "what-if-result": "what they would do",
    },
    attributes: {
      "data-state": "on the root: pending, error, success; on a change that is tried out: refused",
      "data-origin": "on a row: set, inherited, locked",
      "data-kind": "on a value: string, number, json; on an effect: loses, gains, value, rules",
      "data-outcome": "on a level of the chain: wins, overridden, shadowed, absent",
      "data-reason": "on the chain: the rule that decides",
    },
    keys: permissionEditorKeys,
    requests: {
      resolvePermissions: "when it is first drawn",
      explainPermission: "when an origin chip is opened",
      simulatePermissions: "while a change is prepared or tried out: who gains and who loses",
      getTenant: "in “What if…”: the names of tenants that would change",
      createPermission: "to give a permission",
      updatePermission: "to change one",
      previewRevocation: "before one is revoked: who loses what",
      deletePermission: "to revoke one",
    },
  },
  ChoiceList: {
    page: "permissions/PermissionEditor",
    slots: { "choice-list": "the group" },
    attributes: { "data-state": "on a choice: checked, unchecked" },
    keys: choiceListKeys,
  },
  Can: {
    page: "permissions/Can",
    requests: { resolvePermissions: "when it is first drawn; one request for all of a tenant" },
  },
};
