import type { TenantProviderProps } from "@stratum-hq/react";
import { useLayoutEffect } from "react";
import { useLanguage } from "./language.ts";
import { usePreferences } from "./preferences.ts";
import { NARROW, useMediaQuery } from "./useMediaQuery.ts";

export type Look = Pick<TenantProviderProps, "theme" | "density" | "locale" | "messages">;

/** The look and the language that the reader chose, for a provider. The page behind it takes part. */
export function useLook(): Look {
  const { theme, density } = usePreferences();
  const narrow = useMediaQuery(NARROW);
  const { locale, messages } = useLanguage();
  useLayoutEffect(() => {
    // The page behind the kit, its scroll bars and what shows on overscroll take part.
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = locale;
  }, [theme, locale]);
  // where fingers may be at work, what they aim at is larger
  const fitting = narrow ? "comfortable" : "compact";
  return { theme, density: density === "auto" ? fitting : density, locale, messages };
}
