"use client";
import { Search, X } from "lucide-react";
import { forwardRef, type InputHTMLAttributes } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useFieldControl } from "./Field.tsx";
import { IconButton } from "./IconButton.tsx";
import { cx, type Part } from "./part.ts";
import { uiMessages } from "./ui.messages.ts";

export interface SearchFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange"> {
  /** What is typed. */
  value: string;
  /** Told at each letter, and when it is cleared. */
  onValueChange: (value: string) => void;
}

/** A line to search with: a magnifier before, a button to empty it behind. Needs a label, by `Field` or `aria-label`. */
export const SearchField: Part<SearchFieldProps, HTMLInputElement> = forwardRef<
  HTMLInputElement,
  SearchFieldProps
>(function SearchField({ value, onValueChange, className, ...rest }, ref) {
  const t = useMessages(uiMessages);
  return (
    <span className={cx("st-search", className)} data-slot="search-field">
      <Search aria-hidden />
      <input
        type="search"
        autoComplete="off"
        spellCheck={false}
        // All of the hint, where the field is too narrow for it.
        title={rest.placeholder}
        {...useFieldControl()}
        {...rest}
        ref={ref}
        className="st-input"
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
      />
      {value && (
        <IconButton
          label={t("ui.clear")}
          tooltip={false}
          size="sm"
          icon={<X aria-hidden />}
          onClick={(event) => {
            onValueChange("");
            event.currentTarget.parentElement?.querySelector("input")?.focus();
          }}
        />
      )}
    </span>
  );
});
