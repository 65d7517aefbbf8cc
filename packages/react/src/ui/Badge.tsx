"use client";
import { forwardRef, type HTMLAttributes, type ReactNode } from "react";
import { cx, type Part } from "./part.ts";

/** Meaning by hue; never the only sign of it, a badge always says its word. */
export type Tone = "neutral" | "accent" | "red" | "amber" | "green" | "blue" | "outline";

export interface BadgeProps extends HTMLAttributes<HTMLSpanElement> {
  /** Default `neutral`. */
  tone?: Tone | undefined;
  /** A lucide icon; drawn at 12 px. */
  icon?: ReactNode;
}

/** A word about a thing's state or origin. Also called chip; it is not a control. */
export const Badge: Part<BadgeProps, HTMLSpanElement> = forwardRef<HTMLSpanElement, BadgeProps>(
  function Badge({ tone = "neutral", icon, className, children, ...rest }, ref) {
    return (
      <span
        data-slot="badge"
        title={typeof children === "string" ? children : undefined}
        {...rest}
        ref={ref}
        className={cx("st-badge", className)}
        data-tone={tone}
      >
        {icon}
        <span className="st-badge-text">{children}</span>
      </span>
    );
  },
);
