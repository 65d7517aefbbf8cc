/** Finding a tenant and judging its state: shared by all features. */
import { Id, invalid, type Tenant, TenantArchivedError, TenantSuspendedError } from "@stratum-hq/core";
import { RetryTransaction, type Transaction } from "@stratum-hq/db-adapters";
import type { Caller, Placed } from "../caller.ts";
import { selectTenant } from "./tenants.sql.ts";

/** @throws TenantArchivedError TenantSuspendedError if the tenant is not active. */
export function assertActive(tenant: Placed & { status: string; name?: string }): void {
  if (tenant.status === "archived")
    throw new TenantArchivedError(`Tenant ${tenant.id} is archived.`, { tenant_id: tenant.id });
  if (tenant.status === "suspended")
    throw new TenantSuspendedError(`Tenant ${tenant.id} is suspended.`, { tenant_id: tenant.id });
}

/** The tree that a tenant stands in, by the id of its root. */
export const treeOf = ({ id, ancestry_path }: Placed): string => ancestry_path.split("/")[1] || id;

/**
 * A write holds locks of the tree in which its tenant stood when it asked for them. When the tenant stands in another
 * one by now, they keep nobody off: the write is run again and takes the right ones. A move inside the tree is no matter.
 * @param held the tree that is locked.
 * @throws RetryTransaction
 */
export function assertTree(tenant: Placed, held: string | undefined): void {
  if (treeOf(tenant) !== held) throw new RetryTransaction();
}

/** The id, in lower case. @throws ValidationError that names `name`. */
export const checkId = (id: string, name = "params.id"): string => {
  const parsed = Id.safeParse(id);
  if (!parsed.success)
    throw invalid([
      { path: name, message: "must be a UUID, for example 0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e" },
    ]);
  return parsed.data;
};
/** Reads a tenant that the caller sees. Shared with the other features. */
export async function findTenant(db: Transaction, caller: Caller, id: string): Promise<Tenant> {
  return caller.find(await selectTenant(db, checkId(id)), id);
}
