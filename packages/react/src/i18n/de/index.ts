/**
 * German, addressing the reader with „Sie“. Terms: tenant = Mandant, config = Konfiguration, key = Schlüssel,
 * value = Wert, origin = Herkunft, lock = sperren, inherited = geerbt, override = überschreiben,
 * permission = Berechtigung, policy = Regel, revoke = entziehen, consent = Einwilligung, purpose = Zweck,
 * withdraw = widerrufen, draft = Entwurf, below / above = darunter / darüber.
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

/** The kit in German. */
export const de: Words<
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
  "one" | "other"
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
