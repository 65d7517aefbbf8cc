import { errorClasses, type Governing, refusal, refusalMessage } from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { Store } from "../store.ts";

/** @throws PermissionLockedError PermissionNotDelegatedError if what is above does not leave this to the tenant. */
export function assertGoverned(
  store: Store,
  caller: Caller,
  over: Governing<{ mode: string; tenant_id: string }> | null,
  key: string,
  mode: string | undefined,
): void {
  const code = refusal(over, mode);
  if (!code) return;
  const source = store.tenants.get(over?.ruler?.tenant_id ?? "");
  throw new errorClasses[code](refusalMessage(code, key), {
    key,
    source_tenant_id: source?.id ?? null,
    source_name: source && caller.sees(source) ? source.name : null,
  });
}
