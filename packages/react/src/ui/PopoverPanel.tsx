"use client";
import * as Radix from "radix-ui/popover";
import { type ComponentPropsWithoutRef, forwardRef, useRef } from "react";
import { useOverlay } from "./overlay.tsx";
import { cx, type Part } from "./part.ts";
import { usePortal } from "./portal.ts";

export interface PopoverPanelProps extends ComponentPropsWithoutRef<typeof Radix.Content> {
  /** Names it for screen readers, as it is a dialog. */
  label: string;
}
/** The heavy half of a popover: its panel, placed beside the trigger. */
export const PopoverPanel: Part<PopoverPanelProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  PopoverPanelProps
>(function PopoverPanel({ label, className, ...rest }, ref) {
  const { open, setOpen, trigger } = useOverlay("PopoverContent");
  const pressedOutside = useRef(false);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Anchor virtualRef={trigger as { current: HTMLElement }} />
      <Radix.Portal container={usePortal()}>
        <Radix.Content
          data-slot="popover"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          {...rest}
          ref={ref}
          className={cx("st-popover", className)}
          onInteractOutside={(event) => {
            rest.onInteractOutside?.(event);
            // The trigger closes by itself; closed here first, its click would open it again.
            if (trigger.current?.contains(event.target as Node)) event.preventDefault();
            else pressedOutside.current = true;
          }}
          onCloseAutoFocus={(event) => {
            rest.onCloseAutoFocus?.(event);
            if (!event.defaultPrevented && !pressedOutside.current) trigger.current?.focus();
            pressedOutside.current = false;
            event.preventDefault();
          }}
        />
      </Radix.Portal>
    </Radix.Root>
  );
});
