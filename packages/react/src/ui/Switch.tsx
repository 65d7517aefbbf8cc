"use client";
import { type ButtonHTMLAttributes, forwardRef, type ReactNode, useId } from "react";
import { useFieldControl } from "./Field.tsx";
import { cx, type Part } from "./part.ts";
import { useControllable } from "./useControllable.ts";

export interface SwitchProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** On now, if you hold it. */
  checked?: boolean | undefined;
  /** On at first. Default false. */
  defaultChecked?: boolean | undefined;
  /** Told when it is turned on or off. */
  onCheckedChange?: ((checked: boolean) => void) | undefined;
  /** Words beside it. Without, give `aria-label` or put it in a `Field`. */
  label?: ReactNode;
  /** Second line under the label. */
  hint?: ReactNode;
}

/** Turns a thing on or off at once. */
export const Switch: Part<SwitchProps, HTMLButtonElement> = forwardRef<HTMLButtonElement, SwitchProps>(
  function Switch({ label, hint, className, checked, defaultChecked, onCheckedChange, ...rest }, ref) {
    const [on, setOn] = useControllable(checked, defaultChecked ?? false, onCheckedChange);
    const own = useId();
    const field = useFieldControl();
    const id = rest.id ?? field.id ?? own;
    const state = on ? "checked" : "unchecked";
    const control = (
      <button
        data-slot="switch"
        {...field}
        aria-describedby={hint ? `${id}-hint` : field["aria-describedby"]}
        {...rest}
        ref={ref}
        id={id}
        type="button"
        role="switch"
        aria-checked={on}
        data-state={state}
        className={cx("st-switch", className)}
        onClick={(event) => {
          rest.onClick?.(event);
          if (!event.defaultPrevented) setOn(!on);
        }}
      >
        <span className="st-switch-thumb" data-slot="switch-thumb" data-state={state} />
      </button>
    );
    if (!label) return control;
    return (
      <div className="st-check">
        {control}
        <div className="st-check-text">
          <label htmlFor={id}>{label}</label>
          {hint && <small id={`${id}-hint`}>{hint}</small>}
        </div>
      </div>
    );
  },
);
