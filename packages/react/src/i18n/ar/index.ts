/**
 * Arabic, addressing the reader in the singular, with «» around names. Terms: tenant = مستأجر, parent = أب,
 * slug = اسم مختصر, config = إعدادات, key = مفتاح, value = قيمة, origin = مصدر, set = حدّد, lock = قفل,
 * inherited = موروث, override = استبدال, permission = إذن, policy = سياسة, rules = ضوابط, revoke = سحب,
 * consent = موافقة, purpose = غرض, subject = صاحب البيانات, withdraw = سحب, draft = مسودة, reveal = كشف,
 * secret = سر, suspend / resume = تعليق / استئناف, below / above = أدناه / أعلى.
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

/** The kit in Arabic. */
export const ar: Words<
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
  "zero" | "one" | "two" | "few" | "many" | "other"
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
