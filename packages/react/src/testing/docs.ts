/** The pages of all features. Not part of the package. */
import { accessDocs } from "../access/access.docs.ts";
import { configDocs } from "../config/config.docs.ts";
import { consentDocs } from "../consent/consent.docs.ts";
import { permissionsDocs } from "../permissions/permissions.docs.ts";
import { providerDocs } from "../provider/provider.docs.ts";
import { tenantsDocs } from "../tenants/tenants.docs.ts";
import { uiDocs } from "../ui/ui.docs.ts";
import { webhooksDocs } from "../webhooks/webhooks.docs.ts";
import type { FeatureDocs } from "./component-docs.ts";

/** Every component that the kit exports, by name. */
export const componentDocs: FeatureDocs = {
  ...providerDocs,
  ...tenantsDocs,
  ...configDocs,
  ...permissionsDocs,
  ...consentDocs,
  ...accessDocs,
  ...uiDocs,
  ...webhooksDocs,
};
