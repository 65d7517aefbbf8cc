"use client";
import { forwardRef, lazy, type ReactElement, Suspense } from "react";
import {
  Overlay,
  OverlayClose,
  type OverlayCloseProps,
  type OverlayProps,
  OverlayTrigger,
  type OverlayTriggerProps,
  useOverlay,
} from "./overlay.tsx";
import type { PopoverPanelProps } from "./PopoverPanel.tsx";
import type { Part } from "./part.ts";

const load = () => import("./PopoverPanel.tsx");
const Panel = lazy(() => load().then(({ PopoverPanel }) => ({ default: PopoverPanel })));

/** State of a popover: `open`, `defaultOpen`, `onOpenChange`. */
export function Popover(props: OverlayProps): ReactElement {
  return <Overlay {...props} preload={load} />;
}
/** The button that opens it; use with `asChild`. */
export const PopoverTrigger: Part<OverlayTriggerProps, HTMLButtonElement> = forwardRef<
  HTMLButtonElement,
  OverlayTriggerProps
>(function PopoverTrigger(props, ref) {
  return <OverlayTrigger {...props} ref={ref} popup="dialog" />;
});
/** A button that closes it; use with `asChild`. */
export const PopoverClose: Part<OverlayCloseProps, HTMLButtonElement> = OverlayClose;

export type PopoverContentProps = PopoverPanelProps;
/** A small panel beside its trigger, 320 px wide. */
export const PopoverContent: Part<PopoverContentProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  PopoverContentProps
>(function PopoverContent(props, ref) {
  if (!useOverlay("PopoverContent").used) return null;
  return (
    <Suspense fallback={null}>
      <Panel {...props} ref={ref} />
    </Suspense>
  );
});
