"use client";
import type { Role } from "@stratum-hq/core";
import { useLocale, useMessages } from "../i18n/index.ts";
import { accessMessages } from "./access.messages.ts";
import { rolesMessages } from "./roles.messages.ts";

/** Says how many hold a role: “2 keys and 3 people”, or that nobody does. */
export function useHolderWords(): (role: Pick<Role, "keys" | "principals">) => string {
  const t = useMessages(rolesMessages);
  const shared = useMessages(accessMessages);
  const locale = useLocale();
  return ({ keys, principals }) => {
    const words = [
      ...(keys > 0 ? [shared("access.count", { count: keys })] : []),
      ...(principals > 0 ? [t("roles.people", { count: principals })] : []),
    ];
    return words.length === 0 ? t("roles.nobody") : new Intl.ListFormat(locale).format(words);
  };
}
