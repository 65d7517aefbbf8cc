"use client";
import {
  type KeyboardEvent,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";

import { AsChild } from "./as-child.tsx";

const load = () => import("./TooltipBubble.tsx");
const Bubble = lazy(() => load().then(({ TooltipBubble }) => ({ default: TooltipBubble })));

export interface TooltipProps {
  /** Text that helps but is not needed to understand the control. */
  content: ReactNode;
  /** Default `top`. */
  side?: "top" | "bottom" | "left" | "right" | undefined;
  /** Delay in ms. Default 400. */
  delay?: number | undefined;
  /** Only where text of the control is cut off for want of room. Default false. */
  onlyIfCut?: boolean | undefined;
  /** The control; it must take a ref and props. */
  children: ReactElement;
}

/**
 * Shows a word about a control on hover and on focus. Hidden with Escape and by a press. Touch shows none: a finger
 * that rests on a control means to press it.
 */
export function Tooltip({
  content,
  side = "top",
  delay = 400,
  onlyIfCut,
  children,
}: TooltipProps): ReactElement {
  const id = useId();
  const control = useRef<HTMLElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (after: number): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(!onlyIfCut || isCut(control.current)), after);
  };
  const hide = (): void => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  return (
    <>
      <AsChild
        asChild
        ref={control}
        aria-describedby={open ? id : undefined}
        data-tip=""
        onPointerEnter={(event) => {
          if (event.pointerType !== "touch") show(delay);
        }}
        onPointerLeave={hide}
        onPointerDown={hide}
        onFocus={(event) => {
          if (event.currentTarget.matches(":focus-visible")) show(0);
        }}
        onBlur={hide}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === "Escape") hide();
        }}
      >
        {children}
      </AsChild>
      {open && (
        <Suspense fallback={null}>
          <Bubble id={id} side={side} control={control}>
            {content}
          </Bubble>
        </Suspense>
      )}
    </>
  );
}

const isCut = (control: HTMLElement | null): boolean =>
  control !== null &&
  [control, ...control.querySelectorAll(".st-truncate")].some((one) => one.scrollWidth > one.clientWidth);
