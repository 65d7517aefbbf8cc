import { Fragment, type ReactElement } from "react";

/** So many of the nearest names say where a tenant hangs; the title says all. */
const NEAREST = 2;

/**
 * Names from the top down on one line, each in its own direction. What does not fit is left out at the start, as the end
 * says where a tenant hangs.
 */
export function TenantPath({ names }: { names: readonly string[] }): ReactElement {
  const shown = names.slice(-NEAREST);
  return (
    <small className="st-path" data-slot="tenant-path" title={names.join(" › ")}>
      <bdi>
        {shown.length < names.length && "… › "}
        {shown.map((name, step) => (
          // a name may stand twice in a path, the way to it only once
          <Fragment key={shown.slice(0, step + 1).join(" › ")}>
            {step > 0 && " › "}
            <bdi>{name}</bdi>
          </Fragment>
        ))}
      </bdi>
    </small>
  );
}
