"use client";
import type { ReactElement } from "react";
import { Skeleton } from "../ui/index.ts";

const widths = ["86%", "66%", "78%", "72%", "90%"];

/** A line of text, waiting, as high as the line. */
const Line = ({ width }: { width: number | string }): ReactElement => (
  <Skeleton width={width} style={{ marginBlock: 3 }} />
);

/**
 * What the tables of keys and of roles look like while they are waited for. Without words, in the head too: those
 * come later than this.
 */
export function AccessSkeleton({ table }: { table: "st-access-table" | "st-role-table" }): ReactElement {
  return (
    <div aria-busy="true" data-slot="skeleton-panel">
      <div className="st-panel-bar">
        <Skeleton width={56} />
        <Skeleton className="st-panel-add" width={112} height={32} />
      </div>
      <table className={`st-table st-cards ${table}`} data-narrow="list" aria-hidden>
        <thead>
          <tr>
            {[40, 48, 64, 44].map((width) => (
              <th key={width}>
                <Skeleton width={width} height={10} />
              </th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {widths.map((width) => (
            <tr key={width}>
              <td className="st-access-name">
                <div className="st-rules">
                  <Line width={width} />
                  <Line width={64} />
                </div>
              </td>
              <td className="st-access-wide">
                <Line width={88} />
              </td>
              <td className="st-access-wide">
                <Line width={104} />
              </td>
              <td className="st-access-wide">
                <Skeleton width={96} height={20} />
              </td>
              <td className="st-access-tools" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
