import { CONSENT_STATUSES, ConsentManager } from "@stratum-hq/react";
import type { ReactElement } from "react";
import { setParams, usePlace } from "../history.ts";
import type { ViewProps } from "./ConfigTab.tsx";

/** The consents of a tenant's subjects. What they are filtered by stands in the address. */
export function ConsentTab({ tenantId, readOnly }: ViewProps): ReactElement {
  const { subject = "", purpose = "", status } = usePlace().params;
  const view = { subject, purpose, status: CONSENT_STATUSES.find((one) => one === status) ?? "all" } as const;
  return (
    <ConsentManager
      tenantId={tenantId}
      readOnly={readOnly}
      view={view}
      onViewChange={(next) => setParams({ ...next, status: next.status === "all" ? null : next.status })}
    />
  );
}
