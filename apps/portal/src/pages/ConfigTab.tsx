import { ConfigEditor } from "@stratum-hq/react";
import type { ReactElement } from "react";
import { useParam } from "../history.ts";

export interface ViewProps {
  tenantId: string;
  readOnly: boolean;
}

/** The config of a tenant. Its filter and the key whose chain is open stand in the address. */
export function ConfigTab({ tenantId, readOnly }: ViewProps): ReactElement {
  const [query, setQuery] = useParam("q");
  const [key, setKey] = useParam("key");
  return (
    <ConfigEditor
      tenantId={tenantId}
      readOnly={readOnly}
      query={query}
      onQueryChange={setQuery}
      openKey={key || null}
      onOpenKeyChange={(next) => setKey(next ?? "")}
    />
  );
}
