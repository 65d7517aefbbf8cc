"use client";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { forwardRef, type HTMLAttributes } from "react";
import { cx, type Part } from "./part.ts";

export interface NoteProps extends HTMLAttributes<HTMLDivElement> {
  /** `amber` for a consequence, `red` for a failure (read out at once). Default `neutral`. */
  tone?: "neutral" | "blue" | "amber" | "red" | undefined;
}

const icons = { neutral: Info, blue: Info, amber: TriangleAlert, red: CircleAlert } as const;

/** A sentence that belongs to what stands around it. */
export const Note: Part<NoteProps, HTMLDivElement> = forwardRef<HTMLDivElement, NoteProps>(function Note(
  { tone = "neutral", className, children, ...rest },
  ref,
) {
  const Icon = icons[tone];
  return (
    <div
      data-slot="note"
      role={tone === "red" ? "alert" : undefined}
      {...rest}
      ref={ref}
      className={cx("st-note", className)}
      data-tone={tone}
    >
      <Icon aria-hidden />
      <div className="st-note-text">{children}</div>
    </div>
  );
});
