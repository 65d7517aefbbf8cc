"use client";
import { lazy, type ReactElement, Suspense } from "react";
import type { TenantHitsPanelProps } from "./TenantHitsPanel.tsx";

const load = () => import("./TenantHitsPanel.tsx");
const Panel = lazy(() => load().then(({ TenantHitsPanel }) => ({ default: TenantHitsPanel })));

/** Fetches what floats, for when a field gets the focus. A failure is left to the import that follows. */
export const preloadHits = (): void => void load().catch(() => undefined);

/** The hits below a field in which somebody types; the field keeps the focus. */
export function TenantHits(props: TenantHitsPanelProps): ReactElement | null {
  if (!props.open) return null;
  return (
    <Suspense fallback={null}>
      <Panel {...props} />
    </Suspense>
  );
}
