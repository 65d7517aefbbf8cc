"use client";
import { LoaderCircle } from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef, type ReactNode } from "react";
import { cx, type Part } from "./part.ts";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` once per view, `danger` for what destroys. Default `secondary`. */
  variant?: "primary" | "secondary" | "ghost" | "danger" | undefined;
  /** Default `md`. */
  size?: "sm" | "md" | undefined;
  /** Icon before the word. */
  icon?: ReactNode;
  /** Work is under way: shows a spinner and takes no clicks, but keeps the focus. Default false. */
  busy?: boolean | undefined;
}

/** A button. Its type is `button` unless told otherwise, so that it never submits a form by accident. */
export const Button: Part<ButtonProps, HTMLButtonElement> = forwardRef<HTMLButtonElement, ButtonProps>(
  function Button(
    { variant = "secondary", size = "md", icon, busy = false, className, children, onClick, type, ...rest },
    ref,
  ) {
    return (
      <button
        data-slot="button"
        {...rest}
        ref={ref}
        type={type ?? "button"}
        className={cx("st-button", className)}
        data-variant={variant}
        data-size={size}
        data-busy={busy ? (icon ? "icon" : "over") : undefined}
        aria-busy={busy || undefined}
        aria-disabled={busy || rest["aria-disabled"]}
        onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
      >
        {busy ? <LoaderCircle aria-hidden className="st-spinner" /> : icon}
        {children}
      </button>
    );
  },
);
