"use client";
import { ChevronDown } from "lucide-react";
import { forwardRef, type SelectHTMLAttributes } from "react";
import { useFieldControl } from "./Field.tsx";
import { cx, type Part } from "./part.ts";

export interface SelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  /** Choices in order. Give `<option>` children instead for groups. */
  options?: readonly { value: string; label: string; disabled?: boolean | undefined }[] | undefined;
}

/** One of a few choices. The browser's own list, so that it works on a phone, in forced colours and right to left. */
export const Select: Part<SelectProps, HTMLSelectElement> = forwardRef<HTMLSelectElement, SelectProps>(
  function Select({ options, className, children, ...rest }, ref) {
    return (
      <span className="st-select" data-slot="select">
        <select {...useFieldControl()} {...rest} ref={ref} className={cx("st-input", className)}>
          {options?.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
          {children}
        </select>
        <ChevronDown aria-hidden />
      </span>
    );
  },
);
