import type { ResolvedConfig, tenantsContracts } from "@stratum-hq/core";
import { configMock } from "../config/index.ts";
import type { MockHandlers } from "../handler.ts";
import { permissionsMock } from "../permissions/index.ts";
import type { Store } from "../store.ts";

/** All that resolves for a tenant, in memory. */
export function contextMock(store: Store): Pick<MockHandlers<typeof tenantsContracts>, "getTenantContext"> {
  const { resolveConfig } = configMock(store);
  const { resolvePermissions } = permissionsMock(store);
  /** The value that a tenant itself holds, for those to whom secrets are shown. */
  const clear = (tenant_id: string, key: string) => ({
    value: store.config.get(tenant_id)?.get(key)?.value ?? null,
    masked: false,
  });
  const inClear = (config: ResolvedConfig, tenant_id: string): ResolvedConfig =>
    Object.fromEntries(
      Object.entries(config).map(([key, entry]) => {
        const { masked, shadowed } = entry;
        return [
          key,
          {
            ...entry,
            ...(masked && clear(entry.source_tenant_id, key)),
            shadowed: shadowed && { ...shadowed, ...(shadowed.masked && clear(tenant_id, key)) },
          },
        ];
      }),
    );

  return {
    getTenantContext({ caller, params: { id } }) {
      const tenant = caller.active(id);
      const call = { caller, params: { id }, query: undefined, body: undefined };
      const config = resolveConfig(call) as ResolvedConfig;
      const { actor_type, scopes } = caller.session;
      const secrets = actor_type === "api_key" && scopes.includes("secrets:read");
      return {
        tenant: store.tenant(tenant),
        config: secrets ? inClear(config, id) : config,
        permissions: resolvePermissions(call),
        ancestors: caller
          .visibleChain(tenant)
          .slice(0, -1)
          .map((row) => store.tenant(row)),
      };
    },
  };
}
