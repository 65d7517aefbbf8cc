"use client";
import { type RefObject, useCallback, useRef, useState } from "react";
import { useLayout } from "./useLayout.ts";

const OVERSCAN = 8;
/** Height to draw for where nothing can be measured: on a server and in a simulated DOM. */
const UNMEASURED = 600;

/** The part of a long list that is in view. */
export interface RowWindow {
  scrollRef: RefObject<HTMLDivElement | null>;
  /** Index of the first row to draw. */
  first: number;
  /** Index after the last row to draw. */
  end: number;
  /** Scrolls as little as is needed to bring a row into view. */
  show: (index: number) => void;
  /** Whole rows that fit into the view, at least 1. */
  pageSize: () => number;
}

/** Follows a scroll container whose rows all have one height, and says which of them to draw. */
export function useRowWindow(count: number, rowHeight: number): RowWindow {
  const scrollRef = useRef<HTMLDivElement>(null);
  // The first pass is drawn again as soon as the window is measured, so it need not draw more than fits.
  const [view, setView] = useState({ first: 0, end: Math.ceil(UNMEASURED / rowHeight) });

  useLayout(() => {
    const element = scrollRef.current;
    if (!element) return;
    const measure = (): void => {
      const height = element.clientHeight || UNMEASURED;
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - OVERSCAN);
      const end = Math.ceil((element.scrollTop + height) / rowHeight) + OVERSCAN;
      setView((old) => (old.first === first && old.end === end ? old : { first, end }));
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(measure);
    observer?.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      observer?.disconnect();
    };
  }, [rowHeight]);

  const show = useCallback(
    (index: number) => {
      const element = scrollRef.current;
      if (!element) return;
      const top = index * rowHeight;
      const space = element.scrollHeight - count * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight + space > element.scrollTop + element.clientHeight)
        element.scrollTop = top + rowHeight + space - element.clientHeight;
    },
    [rowHeight, count],
  );
  const pageSize = useCallback(
    () => Math.max(1, Math.floor((scrollRef.current?.clientHeight || UNMEASURED) / rowHeight) - 1),
    [rowHeight],
  );
  // A list that became shorter leaves the view behind its end until the next scroll event.
  const first = Math.min(view.first, Math.max(0, count - OVERSCAN));
  return { scrollRef, first, end: Math.min(view.end, count), show, pageSize };
}
