/**
 * Spanish, addressing the reader with «usted»; tenants and permissions are still English. Terms: tenant = inquilino,
 * config = configuración, key = clave, value = valor, origin = origen, lock = bloquear, inherited = heredado,
 * override = reemplazar, draft = borrador, below / above = inferior / superior.
 */
import type { Words } from "../translation.ts";
import { config } from "./config.ts";
import { ui } from "./ui.ts";

/** The primitives, the provider and the config editor in Spanish. */
export const es: Words<"ui" | "provider" | "config", "one" | "many" | "other"> = { ...ui, ...config };
