"use client";
import { forwardRef, type TableHTMLAttributes } from "react";
import { cx, type Part } from "./part.ts";

export interface TableProps extends TableHTMLAttributes<HTMLTableElement> {
  /** Names the table. */
  label: string;
  /**
   * In a container under 640 px: `list` makes each row a small list whose cells are named by their `data-label`;
   * `scroll` lets it scroll sideways. Default `list`.
   */
  narrow?: "list" | "scroll" | undefined;
}

/**
 * A calm table with a sticky head. Plain `thead`, `tr`, `td` inside; `data-align="end"` for numbers, `data-shrink` for
 * columns as wide as their content, `className="st-row-actions"` on what shows on hover and focus.
 */
export const Table: Part<TableProps, HTMLTableElement> = forwardRef<HTMLTableElement, TableProps>(
  function Table({ label, narrow = "list", className, ...rest }, ref) {
    return (
      <div className="st-table-scroll" data-slot="table-scroll">
        <table
          data-slot="table"
          {...rest}
          ref={ref}
          className={cx("st-table", className)}
          aria-label={label}
          data-narrow={narrow}
        />
      </div>
    );
  },
);
