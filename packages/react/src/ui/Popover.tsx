"use client";
import * as Radix from "radix-ui/popover";
import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cx, type Part } from "./part.ts";
import { usePortal } from "./portal.ts";

/** State of a popover: `open`, `defaultOpen`, `onOpenChange`. */
export const Popover: typeof Radix.Root = Radix.Root;
/** The button that opens it; use with `asChild`. */
export const PopoverTrigger: typeof Radix.Trigger = Radix.Trigger;
export const PopoverAnchor: typeof Radix.Anchor = Radix.Anchor;
export const PopoverClose: typeof Radix.Close = Radix.Close;

export interface PopoverContentProps extends ComponentPropsWithoutRef<typeof Radix.Content> {
  /** Names it for screen readers, as it is a dialog. */
  label: string;
}
/** A small panel beside its trigger, 320 px wide. */
export const PopoverContent: Part<PopoverContentProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  PopoverContentProps
>(function PopoverContent({ label, className, ...rest }, ref) {
  return (
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
      />
    </Radix.Portal>
  );
});
