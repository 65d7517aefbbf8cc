"use client";
import { forwardRef, type TextareaHTMLAttributes } from "react";
import { useFieldControl } from "./Field.tsx";
import { cx, type Part } from "./part.ts";

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  /** Fixed-width letters, for JSON. Default false. */
  mono?: boolean | undefined;
}

/** Several lines of text. Inside a `Field` it is labelled and described by it. */
export const TextArea: Part<TextAreaProps, HTMLTextAreaElement> = forwardRef<
  HTMLTextAreaElement,
  TextAreaProps
>(function TextArea({ mono, className, ...rest }, ref) {
  return (
    <textarea
      data-slot="text-area"
      spellCheck={!mono}
      {...useFieldControl()}
      {...rest}
      ref={ref}
      className={cx("st-input", className)}
      data-mono={mono || undefined}
    />
  );
});
