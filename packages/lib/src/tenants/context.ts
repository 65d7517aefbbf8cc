/** All that resolves for a tenant. Stands beside the feature's index: config and permissions are built on that one. */
import { type ResolvedTenant, type Tenant, TenantParams, validate } from "@stratum-hq/core";
import { sql } from "@stratum-hq/db-adapters";
import type { Deps } from "../caller.ts";
import { contextReadsSecrets, selectResolved, showTo, toResolved } from "../config/index.ts";
import type { Keyring } from "../keys/index.ts";
import { type PolicyColumns, policies, policyColumns, toResolvedPermissions } from "../permissions/index.ts";
import { assertActive } from "./find.ts";
import { asJson } from "./tenants.sql.ts";

/** What an application asks for once per request. */
export interface TenantContextApi {
  /**
   * The tenant, its effective config and permissions and its visible ancestors, from one snapshot. Sensitive values are
   * in clear for the embedding program itself and for an API key that holds `secrets:read`, masked for all others.
   * @throws TenantNotFoundError TenantSuspendedError TenantArchivedError KeyUnavailableError
   */
  getTenantContext(id: string): Promise<ResolvedTenant>;
}

interface Beside extends PolicyColumns {
  /** Root first, self last. */
  tenants: Tenant[];
}
const beside = {
  columns: sql`${policyColumns},
    (select json_agg(${asJson("t")} order by t.depth) from stratum.tenants t where t.id = any(self.chain)) as tenants`,
  from: policies,
};

export function createTenantContext(
  { db, cache, caller: callerOf }: Deps,
  keyring: Keyring,
): TenantContextApi {
  return {
    async getTenantContext(id) {
      const caller = callerOf();
      caller.need("read");
      const secrets = contextReadsSecrets(caller, keyring);
      return cache.answer(caller, id, secrets ? "context in clear" : "context", async () => {
        validate(TenantParams, { id }, "params");
        const [found] = await selectResolved<Beside>(db, [id], { secrets, beside });
        const tenant = caller.find(found?.tenants.at(-1), id);
        assertActive(tenant);
        const resolved = found as NonNullable<typeof found>;
        const visible = caller.visibleChain(tenant);
        const value = {
          tenant,
          config: await toResolved(resolved, caller, showTo(secrets, keyring, resolved.keys)),
          permissions: toResolvedPermissions(resolved, caller),
          ancestors: resolved.tenants.slice(0, -1).filter((t) => visible.has(t.id)),
        };
        return { tenant, value };
      });
    },
  };
}
