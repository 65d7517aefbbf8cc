"use client";
import * as Radix from "radix-ui/tooltip";
import type { ReactElement, ReactNode } from "react";
import { usePortal } from "./portal.ts";

export interface TooltipProps {
  /** Text that helps but is not needed to understand the control. */
  content: ReactNode;
  /** Default `top`. */
  side?: "top" | "bottom" | "left" | "right" | undefined;
  /** Delay in ms. Default 400. */
  delay?: number | undefined;
  /** The control; it must take a ref and props. */
  children: ReactElement;
}

/** Shows a word about a control on hover and on focus. Hidden with Escape. */
export function Tooltip({ content, side = "top", delay = 400, children }: TooltipProps): ReactElement {
  const container = usePortal();
  return (
    <Radix.Provider delayDuration={delay} disableHoverableContent>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal container={container}>
          <Radix.Content
            data-slot="tooltip"
            className="st-tooltip"
            side={side}
            sideOffset={4}
            collisionPadding={8}
          >
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
