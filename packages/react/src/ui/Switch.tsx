"use client";
import * as Radix from "radix-ui/switch";
import { type ComponentPropsWithoutRef, forwardRef, type ReactNode, useId } from "react";
import { useFieldControl } from "./Field.tsx";
import { cx, type Part } from "./part.ts";

export interface SwitchProps extends ComponentPropsWithoutRef<typeof Radix.Root> {
  /** Words beside it. Without, give `aria-label` or put it in a `Field`. */
  label?: ReactNode;
  /** Second line under the label. */
  hint?: ReactNode;
}

/** Turns a thing on or off at once: `checked`, `defaultChecked`, `onCheckedChange`. */
export const Switch: Part<SwitchProps, HTMLButtonElement> = forwardRef<HTMLButtonElement, SwitchProps>(
  function Switch({ label, hint, className, ...rest }, ref) {
    const own = useId();
    const field = useFieldControl();
    const id = rest.id ?? field.id ?? own;
    const control = (
      <Radix.Root
        data-slot="switch"
        {...field}
        aria-describedby={hint ? `${id}-hint` : field["aria-describedby"]}
        {...rest}
        ref={ref}
        id={id}
        className={cx("st-switch", className)}
      >
        <Radix.Thumb className="st-switch-thumb" data-slot="switch-thumb" />
      </Radix.Root>
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
