import type { FeatureDocs } from "../testing/component-docs.ts";
import { switchGuardKeys } from "./SwitchGuard.keys.tsx";

/** What the pages of Storybook say about the components of this folder. */
export const providerDocs: FeatureDocs = {
  TenantProvider: {
    page: "provider/TenantProvider",
    attributes: {
      "data-stratum":
        "on the root, and on the place of everything that floats: the kit's styles hold below it",
      "data-theme": "on the root: light, dark, system",
      "data-contrast": "on the root: more, system",
      "data-density": "on the root: comfortable, compact",
    },
  },
  TenantScope: { page: "provider/TenantProvider" },
  SwitchGuard: { page: "provider/SwitchGuard", keys: switchGuardKeys },
};
