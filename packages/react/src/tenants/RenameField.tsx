"use client";
import { type ReactElement, useEffect, useRef } from "react";

export interface RenameFieldProps {
  /** Name for screen readers. */
  label: string;
  value: string;
  /** Takes a name that is not blank and not the old one. */
  onRename: (name: string) => void;
  /** Called in any case; `byKey` if a key ended it, so that the focus should go back. */
  onEnd: (byKey: boolean) => void;
}

/** A field in place of a name. Enter and leaving it take the new name, Escape leaves the old one. */
export function RenameField({ label, value, onRename, onEnd }: RenameFieldProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useEffect(() => field.current?.select(), []);
  const end = (take: boolean, byKey: boolean): void => {
    if (ended.current) return;
    ended.current = true;
    const name = field.current?.value.trim() ?? "";
    if (take && name !== "" && name !== value) onRename(name);
    onEnd(byKey);
  };
  return (
    <input
      ref={field}
      className="st-input st-rename"
      data-slot="rename-field"
      aria-label={label}
      defaultValue={value}
      maxLength={255}
      // biome-ignore lint/a11y/noAutofocus: it appears because the user asked to rename this very thing
      autoFocus
      onBlur={() => end(true, false)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") end(false, true);
        if (event.key === "Enter" && !event.nativeEvent.isComposing) end(true, true);
      }}
    />
  );
}
