"use client";
import * as Direction from "radix-ui/direction";
import { forwardRef, type HTMLAttributes, type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { type Density, DensityContext } from "./density.ts";
import { cx, type Part } from "./part.ts";
import { PortalContext } from "./portal.ts";
import { Announcer } from "./useAnnounce.tsx";

export interface RootProps extends Omit<HTMLAttributes<HTMLDivElement>, "dir"> {
  /** Default `system`: follows the device. */
  theme?: "light" | "dark" | "system" | undefined;
  /** `more` draws lines and text stronger. Default `system`: as the device asks. */
  contrast?: "more" | "system" | undefined;
  /** Height of rows and controls: 40 or 32 px. Default `comfortable`. */
  density?: Density | undefined;
  /** Default `ltr`. */
  dir?: "ltr" | "rtl" | undefined;
  /** Language of the texts inside, as BCP 47. Default: that of the page. */
  lang?: string | undefined;
  /** What stands inside. */
  children?: ReactNode;
}

/**
 * The element that all styles are scoped to. It takes no place in the layout (`display: contents`). A twin at the end
 * of the body carries what floats, so that no overflow or transform of the application cuts it off.
 */
export const Root: Part<RootProps, HTMLDivElement> = forwardRef<HTMLDivElement, RootProps>(function Root(
  { theme = "system", contrast = "system", density = "comfortable", dir = "ltr", lang, className, ...rest },
  ref,
) {
  const [mounted, setMounted] = useState(false);
  const [portal, setPortal] = useState<HTMLElement | null>(null);
  useEffect(() => setMounted(true), []);
  const look = {
    "data-stratum": "",
    "data-theme": theme,
    "data-contrast": contrast,
    "data-density": density,
    dir,
    lang,
  };
  return (
    <Direction.Provider dir={dir}>
      <DensityContext.Provider value={density}>
        <PortalContext.Provider value={portal}>
          <Announcer>
            <div {...look} {...rest} ref={ref} className={cx("stratum", className)} />
          </Announcer>
          {mounted &&
            createPortal(
              <div {...look} ref={setPortal} className="stratum" data-slot="portal" />,
              document.body,
            )}
        </PortalContext.Provider>
      </DensityContext.Provider>
    </Direction.Provider>
  );
});
