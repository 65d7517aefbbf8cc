import { useLayoutEffect, useState } from "react";

/** Choices of the look; `system` follows the device. */
export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "stratum.theme";

/** The chosen look, kept in this browser, and the way to choose another. Default `system`. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(read);
  useLayoutEffect(() => {
    // The page behind the kit, its scroll bars and what shows on overscroll take part.
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const choose = (next: Theme): void => {
    setTheme(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Private windows refuse; the choice then lasts as long as the page.
    }
  };
  return [theme, choose];
}

function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? "system";
  } catch {
    return "system";
  }
}
