import type { FeatureDocs } from "../testing/component-docs.ts";

/** What the pages of Storybook say about the components of this folder. */
export const accessDocs: FeatureDocs = {
  ApiKeyManager: {
    page: "access/ApiKeyManager",
    slots: {
      "api-key-manager": "the root",
      "skeleton-panel": "the table while it is loading",
    },
    attributes: {
      "data-state": "on the root: pending, error, success",
      "data-status": "on a row: active, dormant, rotated, expired, revoked",
    },
    requests: {
      listApiKeys: "when it is first drawn, by pages",
      createApiKey: "to make a key, whose text is in the answer only",
      rotateApiKey: "to put a new key in the place of one",
      revokeApiKey: "to end one",
    },
  },
};
