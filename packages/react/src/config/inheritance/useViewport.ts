"use client";
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useLayout } from "../../ui/tree/useLayout.ts";

/** How a drawing is seen: moved by `x` and `y` pixels, and `scale` times its size. */
export interface View {
  x: number;
  y: number;
  scale: number;
}
interface Size {
  width: number;
  height: number;
}
export interface Box extends Size {
  x: number;
  y: number;
}

export const MIN_SCALE = 0.2;
export const MAX_SCALE = 2;
/** What a drawing is not shrunk below at first: its words must be readable. */
const READABLE = 0.9;
const STEP = 1.25;
const MARGIN = 16;

/** The view at another scale, with the point of the window under `at` staying where it is. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }): View {
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}

/** The view that shows all of a drawing in the middle of a window. */
export function fitted(drawing: Size, window: Size): View {
  const room = { width: window.width - 2 * MARGIN, height: window.height - 2 * MARGIN };
  const scale = Math.max(
    MIN_SCALE,
    Math.min(1, room.width / (drawing.width || 1), room.height / (drawing.height || 1)),
  );
  return {
    scale,
    x: Math.round((window.width - drawing.width * scale) / 2),
    y: Math.round((window.height - drawing.height * scale) / 2),
  };
}

/** The first view: all of the drawing, or if its words were then too small to read, what lies around a box of it. */
export function opening(drawing: Size, box: Box, window: Size): View {
  const all = fitted(drawing, window);
  if (all.scale >= READABLE) return all;
  const along = (at: number, size: number, whole: number, room: number): number => {
    const rest = room - whole * READABLE;
    if (rest >= 0) return Math.round(rest / 2);
    const middle = room / 2 - (at + size / 2) * READABLE;
    return Math.round(Math.min(MARGIN, Math.max(rest - MARGIN, middle)));
  };
  return {
    scale: READABLE,
    x: along(box.x, box.width, drawing.width, window.width),
    y: along(box.y, box.height, drawing.height, window.height),
  };
}

/** The view moved just so far that a box of the drawing is in the window. */
export function revealing(view: View, box: Box, window: Size): View {
  const along = (at: number, size: number, room: number, moved: number): number => {
    const [from, to] = [at * view.scale + moved, (at + size) * view.scale + moved];
    if (from < MARGIN) return moved + MARGIN - from;
    return to > room - MARGIN ? moved + Math.max(room - MARGIN - to, MARGIN - from) : moved;
  };
  return {
    scale: view.scale,
    x: along(box.x, box.width, window.width, view.x),
    y: along(box.y, box.height, window.height, view.y),
  };
}

export interface Viewport {
  view: View;
  /** True while a pointer drags the drawing. */
  dragging: boolean;
  zoomIn: () => void;
  zoomOut: () => void;
  /** Shows all of it. */
  fit: () => void;
  pan: (dx: number, dy: number) => void;
  /** Moves a box of the drawing into the window. */
  reveal: (box: Box) => void;
  /** For the window: drags with one pointer, zooms with two. */
  pointer: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
  };
}

/**
 * Pans and zooms a drawing in a window: by dragging, by two fingers, by Ctrl or ⌘ and the wheel, and by the methods.
 * @param first the box that must be seen at first, where all of the drawing would be too small to read.
 */
export function useViewport(
  window: RefObject<HTMLElement | null>,
  drawing: Size,
  first: Box & { id: string },
): Viewport {
  const [view, setView] = useState<View>({ x: MARGIN, y: MARGIN, scale: 1 });
  const [dragging, setDragging] = useState(false);
  const latest = useRef({ drawing, first });
  latest.current = { drawing, first };
  const size = useCallback(
    (): Size => ({
      width: window.current?.clientWidth ?? 0,
      height: window.current?.clientHeight ?? 0,
    }),
    [window],
  );
  // until the reader moves it, the drawing follows the size of its window
  const moved = useRef(false);
  const move = useCallback((to: (now: View) => View): void => {
    moved.current = true;
    setView(to);
  }, []);
  const fit = (): void => move(() => fitted(latest.current.drawing, size()));
  const zoom = (factor: number): void => {
    const { width, height } = size();
    move((now) => zoomed(now, factor, { x: width / 2, y: height / 2 }));
  };

  const ready = drawing.width > 0;
  useEffect(() => {
    if (!ready) return;
    const settle = (): void => {
      const { drawing: all, first: box } = latest.current;
      setView((now) => (moved.current ? revealing(now, box, size()) : opening(all, box, size())));
    };
    settle();
    globalThis.addEventListener("resize", settle);
    return () => globalThis.removeEventListener("resize", settle);
  }, [ready, size]);

  // when tenants are added the drawing grows on all sides: what is looked at stays where it is
  const held = useRef({ drawing, first });
  useLayout(() => {
    const { drawing: old, first: box } = held.current;
    held.current = { drawing, first };
    if (old === drawing || box.id !== first.id) return;
    setView((now) => ({
      ...now,
      x: now.x + (box.x - first.x) * now.scale,
      y: now.y + (box.y - first.y) * now.scale,
    }));
  }, [drawing, first]);

  useEffect(() => {
    const element = window.current;
    const onWheel = (event: WheelEvent): void => {
      // without the key the wheel scrolls the page, as everywhere; a pinch on a touchpad comes with it
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = (element as HTMLElement).getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      move((now) => zoomed(now, Math.exp(-event.deltaY / 200), at));
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [window, move]);

  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const end = (event: PointerEvent<HTMLElement>): void => {
    pointers.current.delete(event.pointerId);
    if (pointers.current.size === 0) setDragging(false);
  };
  return {
    view,
    dragging,
    zoomIn: () => zoom(STEP),
    zoomOut: () => zoom(1 / STEP),
    fit,
    pan: (dx, dy) => move((now) => ({ ...now, x: now.x + dx, y: now.y + dy })),
    reveal: (box) => setView((now) => revealing(now, box, size())),
    pointer: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      },
      onPointerMove: (event) => {
        const last = pointers.current.get(event.pointerId);
        if (!last) return;
        const next = { x: event.clientX, y: event.clientY };
        // a press that hardly moves is a press, not a drag
        if (!dragging && Math.hypot(next.x - last.x, next.y - last.y) < 4) return;
        if (!dragging) event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
        const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
        pointers.current.set(event.pointerId, next);
        if (!other)
          return move((now) => ({ ...now, x: now.x + next.x - last.x, y: now.y + next.y - last.y }));
        const { left, top } = event.currentTarget.getBoundingClientRect();
        const spread = (at: { x: number; y: number }): number =>
          Math.hypot(at.x - other.x, at.y - other.y) || 1;
        move((now) => zoomed(now, spread(next) / spread(last), { x: other.x - left, y: other.y - top }));
      },
      onPointerUp: end,
      onPointerCancel: end,
    },
  };
}
