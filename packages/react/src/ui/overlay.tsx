"use client";
/**
 * What floats — menus, popovers, dialogs — comes in two halves. This is the small one: whether it is open, and its
 * trigger. The other half, with Radix in it, is loaded at the first sign that it will be needed, so that a page which
 * is only read does not pay for it.
 */
import {
  type ComponentPropsWithoutRef,
  type Context,
  createContext,
  forwardRef,
  type MutableRefObject,
  type ReactElement,
  type ReactNode,
  type Ref,
  useContext,
  useEffect,
  useMemo,
  useRef,
} from "react";
import { AsChild } from "./as-child.tsx";
import type { Part } from "./part.ts";
import { useControllable } from "./useControllable.ts";

export interface OverlayProps {
  /** Open now, if you hold it. */
  open?: boolean | undefined;
  /** Open at first. Default false. */
  defaultOpen?: boolean | undefined;
  /** Told when it opens or closes. */
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** What stands inside. */
  children?: ReactNode;
}

interface OverlayState {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** What it is placed beside, and what the focus goes back to. Null without a trigger. */
  trigger: MutableRefObject<HTMLElement | null>;
  /** Was it opened by a key? Then the focus starts on the first choice. */
  byKey: MutableRefObject<boolean>;
  /** Has it been open? From then on its heavy half stays, and can show how it closes. */
  used: boolean;
  /** Fetches the heavy half. */
  preload: () => void;
}

const OverlayContext: Context<OverlayState | null> = createContext<OverlayState | null>(null);

/** The state of the overlay around. @throws Error outside of one. */
export function useOverlay(part: string): OverlayState {
  const overlay = useContext(OverlayContext);
  if (!overlay) throw new Error(`${part} must stand inside the overlay it belongs to.`);
  return overlay;
}

/** Holds the state of one overlay. `preload` imports its heavy half; a failure is left to the import that follows. */
export function Overlay({
  open: given,
  defaultOpen = false,
  onOpenChange,
  preload,
  children,
}: OverlayProps & { preload: () => Promise<unknown> }): ReactElement {
  const [open, setOpen] = useControllable(given, defaultOpen, onOpenChange);
  const trigger = useRef<HTMLElement | null>(null);
  const byKey = useRef(false);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (open) wasOpen.current = true;
  }, [open]);
  const state = useMemo(
    () => ({
      open,
      setOpen,
      trigger,
      byKey,
      used: open || wasOpen.current,
      preload: () => void preload().catch(() => undefined),
    }),
    [open, setOpen, preload],
  );
  return <OverlayContext.Provider value={state}>{children}</OverlayContext.Provider>;
}

export interface OverlayCloseProps extends ComponentPropsWithoutRef<"button"> {
  /** Makes the only child the button instead of one around it. Default false. */
  asChild?: boolean | undefined;
}
export type OverlayTriggerProps = OverlayCloseProps;

/** The button that opens and closes an overlay. `popup` says of what kind it is. */
export const OverlayTrigger: Part<OverlayTriggerProps & { popup: "menu" | "dialog" }, HTMLButtonElement> =
  forwardRef<HTMLButtonElement, OverlayTriggerProps & { popup: "menu" | "dialog" }>(function OverlayTrigger(
    { asChild, popup, ...rest },
    ref,
  ) {
    const { open, setOpen, trigger, byKey, preload } = useOverlay("A trigger");
    return (
      <AsChild
        asChild={asChild}
        aria-haspopup={popup}
        aria-expanded={open}
        data-state={open ? "open" : "closed"}
        {...rest}
        ref={(element: HTMLElement | null) => {
          trigger.current = element;
          if (typeof ref === "function") ref(element as HTMLButtonElement | null);
          else if (ref) ref.current = element as HTMLButtonElement | null;
        }}
        onPointerEnter={(event) => {
          rest.onPointerEnter?.(event);
          preload();
        }}
        onFocus={(event) => {
          rest.onFocus?.(event);
          preload();
        }}
        onClick={(event) => {
          rest.onClick?.(event);
          // A press of Enter or Space clicks, too, and has no place.
          byKey.current = event.detail === 0;
          if (!event.defaultPrevented) setOpen(!open);
        }}
        onKeyDown={(event) => {
          rest.onKeyDown?.(event);
          if (popup !== "menu" || event.key !== "ArrowDown" || event.defaultPrevented) return;
          event.preventDefault();
          byKey.current = true;
          setOpen(true);
        }}
      />
    );
  });

/** A button inside an overlay that closes it. */
export const OverlayClose: Part<OverlayCloseProps, HTMLButtonElement> = forwardRef<
  HTMLButtonElement,
  OverlayCloseProps
>(function OverlayClose({ asChild, ...rest }, ref) {
  const { setOpen } = useOverlay("A closing button");
  return (
    <AsChild
      asChild={asChild}
      {...rest}
      ref={ref as Ref<HTMLElement>}
      onClick={(event) => {
        rest.onClick?.(event);
        if (!event.defaultPrevented) setOpen(false);
      }}
    />
  );
});
