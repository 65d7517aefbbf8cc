"use client";
import { forwardRef, type InputHTMLAttributes, type ReactNode, useId } from "react";
import type { Part } from "./part.ts";

export interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type"> {
  /** What is agreed to; a press on it ticks the box. */
  label: ReactNode;
  /** Second line under the label. */
  hint?: ReactNode;
}

/** A choice that takes effect when its form is sent. */
export const Checkbox: Part<CheckboxProps, HTMLInputElement> = forwardRef<HTMLInputElement, CheckboxProps>(
  function Checkbox({ label, hint, ...rest }, ref) {
    const own = useId();
    const id = rest.id ?? own;
    return (
      <div className="st-check" data-slot="checkbox">
        <input
          {...rest}
          ref={ref}
          id={id}
          type="checkbox"
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
        <div className="st-check-text">
          <label htmlFor={id}>{label}</label>
          {hint && <small id={`${id}-hint`}>{hint}</small>}
        </div>
      </div>
    );
  },
);
