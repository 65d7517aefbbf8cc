import { useCallback, useSyncExternalStore } from "react";

/** Under this width the tree stands in a drawer. The same width stands in the style sheets. */
export const NARROW = "(width < 800px)";

/** Does the window match a media query? Kept current. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
