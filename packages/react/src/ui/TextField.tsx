"use client";
import { forwardRef, type InputHTMLAttributes } from "react";
import { useFieldControl } from "./Field.tsx";
import { cx, type Part } from "./part.ts";

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  /** Fixed-width letters, for ids, slugs and code. Default false. */
  mono?: boolean | undefined;
}

/** A line of text. Inside a `Field` it is labelled and described by it. */
export const TextField: Part<TextFieldProps, HTMLInputElement> = forwardRef<HTMLInputElement, TextFieldProps>(
  function TextField({ mono, className, ...rest }, ref) {
    return (
      <input
        data-slot="text-field"
        type="text"
        autoComplete="off"
        {...useFieldControl()}
        {...rest}
        ref={ref}
        className={cx("st-input", className)}
        data-mono={mono || undefined}
      />
    );
  },
);
