import { TenantHasChildrenError, type tenantsContracts } from "@stratum-hq/core";
import type { MockHandlers } from "../handler.ts";
import type { Store } from "../store.ts";

/** The end of a tenant, in memory. */
export const purgeMock = (store: Store): Pick<MockHandlers<typeof tenantsContracts>, "purgeTenant"> => ({
  purgeTenant({ caller, params, body }) {
    const { id, parent_id, status, sort_order } = caller.find(params.id);
    const children = store.childIds(id).length;
    if (children > 0 && !body?.cascade) {
      const message = `Tenant ${id} has ${children} children, archived ones counted. Give { "cascade": true } to purge all that is below.`;
      throw new TenantHasChildrenError(message, { children });
    }
    const doomed = [...store.below(id)].reverse().concat(caller.find(id));
    const rows: Record<string, number> = {};
    for (const row of doomed)
      for (const [table, count] of Object.entries(store.remove(row)))
        if (count > 0) rows[table] = (rows[table] ?? 0) + count;
    const certificate = { tenants: doomed.length, rows };
    const entry = caller.record({
      tenant_id: parent_id,
      action: "tenants.purged",
      resource_id: id,
      before: { parent_id, status, sort_order },
      after: certificate,
    });
    return { id: entry.id, tenant_id: id, parent_id, ...certificate, purged_at: entry.created_at };
  },
});
