"use client";
import { forwardRef, type HTMLAttributes } from "react";
import { cx, type Part } from "./part.ts";

export interface SkeletonProps extends HTMLAttributes<HTMLSpanElement> {
  /** Pixels or any CSS length. Default: all there is. */
  width?: number | string | undefined;
  /** Pixels. Default 12. */
  height?: number | undefined;
}

/** Holds the place of something that is being loaded, in its size, so that nothing jumps. Silent for screen readers. */
export const Skeleton: Part<SkeletonProps, HTMLSpanElement> = forwardRef<HTMLSpanElement, SkeletonProps>(
  function Skeleton({ width, height, className, style, ...rest }, ref) {
    return (
      <span
        data-slot="skeleton"
        aria-hidden
        {...rest}
        ref={ref}
        className={cx("st-skeleton", className)}
        style={{ width, height, ...style }}
      />
    );
  },
);
