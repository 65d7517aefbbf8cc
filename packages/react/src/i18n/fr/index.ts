/**
 * French, addressing the reader with « vous ». Terms: tenant = locataire, config = configuration, key = clé,
 * value = valeur, origin = origine, lock = verrouiller, inherited = hérité, override = remplacer,
 * permission = autorisation, policy = règle, revoke = révoquer, consent = consentement, purpose = finalité,
 * withdraw = retirer, draft = brouillon, below / above = en dessous / au-dessus.
 */
import type { Words } from "../translation.ts";
import { access } from "./access.ts";
import { config } from "./config.ts";
import { consent } from "./consent.ts";
import { inheritance } from "./inheritance.ts";
import { permissions } from "./permissions.ts";
import { roles } from "./roles.ts";
import { tenants } from "./tenants.ts";
import { ui } from "./ui.ts";
import { webhooks } from "./webhooks.ts";

/** The kit in French. */
export const fr: Words<
  | "ui"
  | "provider"
  | "tenants"
  | "config"
  | "inheritance"
  | "consent"
  | "access"
  | "permissions"
  | "roles"
  | "webhooks",
  "one" | "many" | "other"
> = {
  ...ui,
  ...tenants,
  ...config,
  ...inheritance,
  ...consent,
  ...access,
  ...permissions,
  ...roles,
  ...webhooks,
};
