import type { ReactElement } from "react";

/** Names from the top down on one line. What does not fit is left out at the start, as the end says where a tenant hangs. */
export function TenantPath({ names }: { names: readonly string[] }): ReactElement {
  const path = names.join(" › ");
  return (
    <small className="st-path" data-slot="tenant-path" title={path}>
      <bdi>{path}</bdi>
    </small>
  );
}
