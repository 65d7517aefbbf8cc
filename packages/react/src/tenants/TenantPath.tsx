import type { ReactElement } from "react";

/** So many of the nearest names say where a tenant hangs; the title says all. */
const NEAREST = 2;

/** Names from the top down on one line. What does not fit is left out at the start, as the end says where a tenant hangs. */
export function TenantPath({ names }: { names: readonly string[] }): ReactElement {
  const shown = names.length > NEAREST ? ["…", ...names.slice(-NEAREST)] : names;
  return (
    <small className="st-path" data-slot="tenant-path" title={names.join(" › ")}>
      <bdi>{shown.join(" › ")}</bdi>
    </small>
  );
}
