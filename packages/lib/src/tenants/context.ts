/** All that resolves for a tenant. Stands beside the feature's index: config and permissions are built on that one. */
import { type ResolvedTenant, type Tenant, TenantParams, validate } from "@stratum-hq/core";
import { sql } from "@stratum-hq/db-adapters";
import type { Deps } from "../caller.ts";
import { contextReadsSecrets, type Resolved, selectResolved, showTo, toResolved } from "../config/index.ts";
import type { Keyring } from "../keys/index.ts";
import { resolvedPermissions, type StoredPermissions, toResolvedPermissions } from "../permissions/index.ts";
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

interface Beside {
  permissions: StoredPermissions;
  /** Root first, self last. */
  chain: Tenant[];
}

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
        const beside = sql`json_build_object(
          'permissions', (select row_to_json(p) from (${resolvedPermissions(id)}) p),
          'chain', (select json_agg(${asJson("t")} order by t.depth) from stratum.tenants t where t.id = any(self.chain)))`;
        const [found] = await selectResolved<Beside>(db, [id], { secrets, beside });
        const tenant = caller.find(found?.beside.chain.at(-1), id);
        assertActive(tenant);
        const config = found as Resolved<Beside>;
        const { permissions, chain } = config.beside;
        const visible = caller.visibleChain(tenant);
        const value = {
          tenant,
          config: await toResolved(config, caller, showTo(secrets, keyring, config.keys)),
          permissions: toResolvedPermissions(permissions, caller),
          ancestors: chain.slice(0, -1).filter((t) => visible.has(t.id)),
        };
        return { tenant, value };
      });
    },
  };
}
