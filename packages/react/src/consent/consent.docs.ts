import type { FeatureDocs } from "../testing/component-docs.ts";
import { consentManagerKeys } from "./ConsentManager.keys.tsx";

/** What the pages of Storybook say about the components of this folder. */
export const consentDocs: FeatureDocs = {
  ConsentManager: {
    page: "consent/ConsentManager",
    slots: {
      "consent-manager": "the root",
      toolbar: "search, filters and what can be done",
      "skeleton-panel": "the table while it is loading",
    },
    attributes: {
      "data-state": "on the root: pending, error, success",
      "data-status": "on a row and on its badge: active, expired, withdrawn",
      "data-type": "on an entry of a timeline: granted, withdrawn",
    },
    keys: consentManagerKeys,
    requests: {
      listConsent: "when it is first drawn, by pages",
      listConsentEvents: "when the timeline of a subject is opened, by pages",
      grantConsent: "to record a consent",
      revokeConsent: "to withdraw one",
    },
  },
  ConsentStatusBadge: {
    page: "consent/ConsentManager",
    attributes: { "data-status": "active, expired, withdrawn" },
  },
};
