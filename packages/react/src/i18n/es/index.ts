/**
 * Spanish, addressing the reader with «usted»; tenants and permissions are still English. Terms: tenant = inquilino,
 * config = configuración, key = clave, value = valor, origin = origen, lock = bloquear, inherited = heredado,
 * override = reemplazar, consent = consentimiento, purpose = finalidad, draft = borrador, below / above = inferior / superior.
 */
import type { Words } from "../translation.ts";
import { config } from "./config.ts";
import { consent } from "./consent.ts";
import { ui } from "./ui.ts";

/** The primitives, the provider, the config editor and the consent manager in Spanish. */
export const es: Words<"ui" | "provider" | "config" | "consent", "one" | "many" | "other"> = {
  ...ui,
  ...config,
  ...consent,
};
