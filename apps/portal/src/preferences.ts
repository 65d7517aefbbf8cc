import type { Density } from "@stratum-hq/react";
import { useSyncExternalStore } from "react";

/** Choices of the theme; `system` follows the device. */
export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];
/** Choices of the density; `auto` gives small windows more room, as fingers may be at work there. */
export const DENSITIES = ["auto", "comfortable", "compact"] as const;
/** The languages, by what they call themselves. */
export const LANGUAGES = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  ja: "日本語",
  ar: "العربية",
} as const;
export type Language = keyof typeof LANGUAGES;

/** What the reader chose for this browser. */
export interface Preferences {
  theme: Theme;
  density: Density | "auto";
  language: Language;
  /** Does `?` open the list of shortcuts? */
  helpKey: boolean;
}

const KEY = "stratum.preferences";
let chosen: Preferences | undefined;
const listeners = new Set<() => void>();

/** The preferences, as they are now. */
function current(): Preferences {
  chosen ??= read();
  return chosen;
}

/** Chooses, and keeps the choice in this browser. */
export function prefer(choice: Partial<Preferences>): void {
  chosen = { ...current(), ...choice };
  for (const listener of listeners) listener();
  try {
    localStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // Private windows refuse; the choice then lasts as long as the page.
  }
}

function subscribe(listener: () => void): () => void {
  // another window of this browser chose
  const elsewhere = (event: StorageEvent): void => {
    if (event.key !== KEY) return;
    chosen = undefined;
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", elsewhere);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", elsewhere);
  };
}

/** The preferences, kept current. */
export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, current);

function read(): Preferences {
  const kept = readKept();
  return {
    theme: THEMES.find((one) => one === kept.theme) ?? "system",
    density: DENSITIES.find((one) => one === kept.density) ?? "auto",
    language: languageIn([kept.language, ...navigator.languages]) ?? "en",
    helpKey: kept.helpKey !== false,
  };
}
function readKept(): Partial<Record<keyof Preferences, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

/** The first that the portal speaks. */
export function languageIn(wishes: readonly unknown[]): Language | undefined {
  const words = wishes.map((wish) => String(wish).split("-")[0]?.toLowerCase() ?? "");
  return words.find((word): word is Language => Object.hasOwn(LANGUAGES, word));
}
