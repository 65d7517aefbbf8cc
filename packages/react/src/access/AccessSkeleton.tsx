"use client";
import type { ReactElement } from "react";
import { Skeleton } from "../ui/index.ts";

/** What the tables of keys and of roles look like while they are waited for. */
export function AccessSkeleton(): ReactElement {
  return (
    <div aria-busy="true" data-slot="skeleton-panel">
      <div className="st-panel-bar st-access-bar">
        <Skeleton width={120} height={32} />
      </div>
      {[160, 128, 148].map((width) => (
        <div key={width} className="st-access-waiting">
          <Skeleton width={width} />
          <Skeleton width={96} />
        </div>
      ))}
    </div>
  );
}
