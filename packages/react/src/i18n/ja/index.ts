/**
 * Japanese, in the polite form, with a space between Japanese and Latin letters or digits. Terms: tenant = テナント,
 * parent = 親テナント, config = 設定, key = キー, value = 値, origin = 由来, lock = ロック, inherited = 継承,
 * override = 上書き, permission = 権限, policy = ポリシー, rules = ルール, revoke = 取り消し, consent = 同意,
 * purpose = 目的, subject = 対象者, withdraw = 撤回, draft = 下書き, reveal = 開示, secret = シークレット,
 * suspend / resume = 停止 / 再開, below / above = 下位 / 上位.
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

/** The kit in Japanese. */
export const ja: Words<
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
  "other"
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
