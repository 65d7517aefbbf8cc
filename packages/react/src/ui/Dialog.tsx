"use client";
import { forwardRef, type HTMLAttributes, lazy, type ReactElement, Suspense } from "react";
import type { DialogPanelProps } from "./DialogPanel.tsx";
import {
  Overlay,
  OverlayClose,
  type OverlayCloseProps,
  type OverlayProps,
  OverlayTrigger,
  type OverlayTriggerProps,
  useOverlay,
} from "./overlay.tsx";
import { cx, type Part } from "./part.ts";

const load = () => import("./DialogPanel.tsx");
const Panel = lazy(() => load().then(({ DialogPanel }) => ({ default: DialogPanel })));

/** State of a dialog: `open`, `defaultOpen`, `onOpenChange`. */
export function Dialog(props: OverlayProps): ReactElement {
  return <Overlay {...props} preload={load} />;
}
/** The button that opens it; use with `asChild`. */
export const DialogTrigger: Part<OverlayTriggerProps, HTMLButtonElement> = forwardRef<
  HTMLButtonElement,
  OverlayTriggerProps
>(function DialogTrigger(props, ref) {
  return <OverlayTrigger {...props} ref={ref} popup="dialog" />;
});
/** A button that closes it; use with `asChild`. */
export const DialogClose: Part<OverlayCloseProps, HTMLButtonElement> = OverlayClose;

export type DialogContentProps = DialogPanelProps;
/** The window of a dialog: traps the focus, closes with Escape and gives the focus back. */
export const DialogContent: Part<DialogContentProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  DialogContentProps
>(function DialogContent(props, ref) {
  if (!useOverlay("DialogContent").used) return null;
  return (
    <Suspense fallback={null}>
      <Panel {...props} ref={ref} />
    </Suspense>
  );
});

/** What scrolls when a dialog is taller than the window. */
export function DialogBody({ className, ...rest }: HTMLAttributes<HTMLDivElement>): ReactElement {
  return <div data-slot="dialog-body" {...rest} className={cx("st-dialog-body", className)} />;
}

/** Buttons at the end, the main one last. */
export function DialogFooter({ className, ...rest }: HTMLAttributes<HTMLDivElement>): ReactElement {
  return <div data-slot="dialog-footer" {...rest} className={cx("st-dialog-footer", className)} />;
}
