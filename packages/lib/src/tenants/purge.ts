import { Cascade, TenantHasChildrenError, validate } from "@stratum-hq/core";
import type { Deps } from "../caller.ts";
import { checkId } from "./find.ts";
import { fence, purgeRows } from "./purge.sql.ts";
import { lockTrees } from "./structure.sql.ts";
import { holdsSiblings, holdsTree, rootsOf } from "./structure.ts";
import type { TenantsApi } from "./tenants.ts";

/** The end of a tenant: nothing of it stays but the certificate. */
export function createPurge({ db, caller: callerOf }: Deps): Pick<TenantsApi, "purgeTenant"> {
  return {
    async purgeTenant(given, options, context) {
      const caller = callerOf(context);
      caller.need("admin");
      const id = checkId(given);
      const cascade = validate(Cascade, options)?.cascade ?? false;
      return db.transaction(async (tx) => {
        const before = await lockTrees(tx, [id], { siblings_of_parent: id, next: fence(id, cascade) });
        const { self, children, certificate } = await purgeRows(tx, caller, id, cascade, rootsOf(before));
        const tenant = caller.find(self, id);
        holdsTree(before, tenant);
        holdsSiblings(before, tenant);
        if (certificate) return certificate;
        throw new TenantHasChildrenError(
          `Tenant ${id} has ${children} children, archived ones counted. Give { "cascade": true } to purge all that is below.`,
          { children },
        );
      });
    },
  };
}
