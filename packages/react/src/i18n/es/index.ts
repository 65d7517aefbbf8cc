/**
 * Spanish, addressing the reader with «usted». Terms: tenant = inquilino, parent = inquilino superior,
 * config = configuración, key = clave, value = valor, origin = origen, set = definir, lock = bloquear,
 * inherited = heredado, override = reemplazar, permission = permiso, policy = regla, rules = condiciones,
 * revoke = revocar, consent = consentimiento, purpose = finalidad, withdraw = retirar, draft = borrador,
 * suspend / resume = suspender / reactivar, below / above = inferior, por debajo / superior, por encima.
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

/** The kit in Spanish. */
export const es: Words<
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
