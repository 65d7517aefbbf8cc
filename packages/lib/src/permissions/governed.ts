import { errorClasses, refusalMessage, type StratumError } from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { Facts } from "./permissions.sql.ts";

/** Why what stands above refuses a write (the mode table); the name only for those who may see the tenant. */
export function governed(
  caller: Caller,
  { tenant, governing }: Pick<Facts, "tenant" | "governing">,
  key: string,
): StratumError {
  const { mode, tenant_id = null, name = null } = governing ?? {};
  const code = mode === "LOCKED" ? "PERMISSION_LOCKED" : "PERMISSION_NOT_DELEGATED";
  const seen = tenant && tenant_id && caller.visibleChain(tenant).has(tenant_id);
  return new errorClasses[code](refusalMessage(code, key), {
    key,
    source_tenant_id: tenant_id,
    source_name: seen ? name : null,
  });
}
