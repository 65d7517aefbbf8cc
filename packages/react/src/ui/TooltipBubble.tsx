"use client";
import { Popper } from "radix-ui/internal";
import type { ReactElement, ReactNode, RefObject } from "react";
import { createPortal } from "react-dom";
import { usePortal } from "./portal.ts";

/** The heavy half of a tooltip: its text, placed beside the control. */
export function TooltipBubble({
  id,
  side,
  control,
  children,
}: {
  id: string;
  side: "top" | "bottom" | "left" | "right";
  control: RefObject<HTMLElement | null>;
  children: ReactNode;
}): ReactElement {
  return (
    <Popper.Root>
      <Popper.Anchor virtualRef={control as RefObject<HTMLElement>} />
      {createPortal(
        <Popper.Content
          id={id}
          role="tooltip"
          data-slot="tooltip"
          className="st-tooltip"
          side={side}
          sideOffset={4}
          collisionPadding={8}
        >
          {children}
        </Popper.Content>,
        usePortal() ?? document.body,
      )}
    </Popper.Root>
  );
}
