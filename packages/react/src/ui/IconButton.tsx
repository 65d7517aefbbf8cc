"use client";
import { forwardRef, type ReactNode } from "react";
import { Button, type ButtonProps } from "./Button.tsx";
import { cx, type Part } from "./part.ts";
import { Tooltip } from "./Tooltip.tsx";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "aria-label"> {
  /** What it does, in words: its name for screen readers and its tooltip. */
  label: string;
  /** The lucide icon that it shows. */
  icon: ReactNode;
  /** Side of the tooltip. Default `top`; `false` for none, where the icon explains itself. */
  tooltip?: "top" | "bottom" | "left" | "right" | false | undefined;
}

/** A button that shows only an icon. */
export const IconButton: Part<IconButtonProps, HTMLButtonElement> = forwardRef<
  HTMLButtonElement,
  IconButtonProps
>(function IconButton({ label, icon, tooltip = "top", variant = "ghost", className, ...rest }, ref) {
  const button = (
    <Button
      data-slot="icon-button"
      {...rest}
      ref={ref}
      variant={variant}
      icon={icon}
      aria-label={label}
      className={cx("st-icon-button", className)}
    />
  );
  return tooltip ? (
    <Tooltip content={label} side={tooltip}>
      {button}
    </Tooltip>
  ) : (
    button
  );
});
