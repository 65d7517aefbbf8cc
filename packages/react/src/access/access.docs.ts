import type { FeatureDocs } from "../testing/component-docs.ts";
import { apiKeyManagerKeys } from "./ApiKeyManager.keys.tsx";
import { roleEditorKeys } from "./RoleEditor.keys.tsx";

/** What the pages of Storybook say about the components of this folder. */
export const accessDocs: FeatureDocs = {
  ApiKeyManager: {
    page: "access/ApiKeyManager",
    slots: {
      "api-key-manager": "the root",
      toolbar: "how many there are, and the way to make one",
      "skeleton-panel": "the table while it is loading",
    },
    attributes: {
      "data-state": "on the root: pending, error, success",
      "data-status": "on a row: active, dormant, rotated, expired, revoked",
    },
    keys: apiKeyManagerKeys,
    requests: {
      listApiKeys: "when it is first drawn, by pages",
      createApiKey: "to make a key, whose text is in the answer only",
      rotateApiKey: "to put a new key in the place of one",
      revokeApiKey: "to end one",
    },
  },
  RoleEditor: {
    page: "access/RoleEditor",
    slots: {
      "role-editor": "the root",
      toolbar: "how many there are, and the way to make one",
      "role-holder": "one who holds the role that was asked about",
      "skeleton-panel": "the table while it is loading",
    },
    attributes: {
      "data-state": "on the root: pending, error, success",
      "data-origin": "on a row: own, inherited, platform",
      "data-kind": "on a holder: key, principal",
    },
    keys: roleEditorKeys,
    requests: {
      listRoles: "when it is first drawn, by pages",
      getAncestors: "once it shows a role of a tenant above, for its name",
      getSession: "when a form is opened: nobody gives more than they hold",
      createRole: "to make a role",
      updateRole: "to change one",
      deleteRole: "to delete one",
      listRoleHolders: "when it is asked who holds one, by pages",
      listApiKeys: "when a key is to be chosen, by pages",
      assignRole: "to give a role to a principal",
      assignRoleToKey: "to give it to a key",
      removeRole: "to take it from a principal",
      removeRoleFromKey: "to take it from a key",
    },
  },
};
