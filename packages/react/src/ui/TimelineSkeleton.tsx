"use client";
import type { ReactElement } from "react";
import { Skeleton } from "./Skeleton.tsx";

/** A timeline, waiting. */
export function TimelineSkeleton(): ReactElement {
  return (
    <ol className="st-timeline" aria-busy="true">
      {[200, 168, 220].map((width) => (
        <li key={width} aria-hidden>
          <Skeleton width={16} height={16} />
          <div className="st-timeline-event">
            <Skeleton width={width} />
            <Skeleton width={width - 60} />
          </div>
        </li>
      ))}
    </ol>
  );
}
