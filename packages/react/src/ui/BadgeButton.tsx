"use client";
import { type ButtonHTMLAttributes, forwardRef, type ReactNode } from "react";
import type { Tone } from "./Badge.tsx";
import { cx, type Part } from "./part.ts";

export interface BadgeButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Default `neutral`. */
  tone?: Tone | undefined;
  /** A lucide icon; drawn at 12 px. */
  icon?: ReactNode;
}

/** A badge that opens something, for example the chain that a value comes from. */
export const BadgeButton: Part<BadgeButtonProps, HTMLButtonElement> = forwardRef<
  HTMLButtonElement,
  BadgeButtonProps
>(function BadgeButton({ tone = "neutral", icon, className, children, ...rest }, ref) {
  return (
    <button
      data-slot="badge-button"
      {...rest}
      ref={ref}
      type="button"
      className={cx("st-badge", className)}
      data-tone={tone}
    >
      {icon}
      <span className="st-badge-text">{children}</span>
    </button>
  );
});
