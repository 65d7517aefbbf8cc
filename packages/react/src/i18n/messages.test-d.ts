/** Compiled, never run: a message asks for exactly the values that it has places for. */
import type { Translate } from "./messages.ts";

const table = {
  plain: "Close",
  named: "Move “{name}” to {to}",
  counted: { one: "{count} tenant", other: "{count} tenants of {name}" },
} as const;

export function types(t: Translate<typeof table>): void {
  t("plain");
  t("named", { name: "a", to: "b" });
  t("counted", { count: 2, name: "a" });
  // @ts-expect-error a value is missing
  t("named", { name: "a" });
  // @ts-expect-error a value is misspelt
  t("named", { name: "a", too: "b" });
  // @ts-expect-error a plural needs its count
  t("counted", { name: "a" });
  // @ts-expect-error no such message
  t("other");
}
