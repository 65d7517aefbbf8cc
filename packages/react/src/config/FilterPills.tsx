"use client";
import type { ReactElement } from "react";
import { formatNumber, useLocale } from "../i18n/index.ts";

export interface FilterPillsProps<V extends string> {
  /** Names the group for screen readers. */
  label: string;
  /** The choice that is on. */
  value: V;
  /** Told which choice is pressed. */
  onValueChange: (value: V) => void;
  /** `count` is how many rows the choice would show. */
  options: readonly { value: V; label: string; count?: number | undefined }[];
}

/** A row of filters of which one is on. Where they have no room beside each other they take more lines. */
export function FilterPills<V extends string>(props: FilterPillsProps<V>): ReactElement {
  const locale = useLocale();
  return (
    <fieldset className="st-pills" data-slot="filter-pills">
      <legend className="st-sr-only">{props.label}</legend>
      {props.options.map(({ value, label, count }) => (
        <button
          key={value}
          type="button"
          className="st-pill"
          aria-pressed={value === props.value}
          onClick={() => props.onValueChange(value)}
        >
          {label}
          {count !== undefined && <span className="st-pill-count">{formatNumber(count, locale)}</span>}
        </button>
      ))}
    </fieldset>
  );
}
