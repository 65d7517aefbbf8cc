import {
  CircleDashed,
  CircleDot,
  CircleHelp,
  CornerLeftDown,
  EyeOff,
  LockKeyhole,
  PencilLine,
} from "lucide-react";
import type { ReactElement } from "react";
import type { Translate } from "../../i18n/index.ts";
import { toLine } from "../config.values.ts";
import type { inheritanceMessages } from "./inheritance.messages.ts";
import type { InheritanceKind, InheritanceState, ReachingValue } from "./inheritance.ts";

type T = Translate<typeof inheritanceMessages>;

/** A state never shows by colour alone: each has an icon and a word. */
export const stateIcons: Readonly<Record<InheritanceState, ReactElement>> = {
  set: <CircleDot aria-hidden />,
  overrides: <PencilLine aria-hidden />,
  locks: <LockKeyhole aria-hidden />,
  shadowed: <EyeOff aria-hidden />,
  inherits: <CornerLeftDown aria-hidden />,
  none: <CircleDashed aria-hidden />,
  unknown: <CircleHelp aria-hidden />,
};

/** A value in words; a permission's yes and no have some of their own. */
export function reachingText(value: ReachingValue | null, kind: InheritanceKind, t: T): string {
  if (!value) return t("inheritance.value.none");
  if (value.masked) return t("inheritance.value.secret");
  if (kind === "permission" && typeof value.value === "boolean")
    return t(value.value ? "inheritance.value.allowed" : "inheritance.value.denied");
  return toLine(value.value);
}
