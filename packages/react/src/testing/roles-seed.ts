/** For stories: roles of a tenant and from above it, and who holds them. Not part of the package. */
import type { Role } from "@stratum-hq/core";
import { type MockControlPlane, mspIds } from "@stratum-hq/sdk/msw";
import { withApiKeys } from "./api-keys.ts";

/** The MSP, whose customer has keys, two roles of its own and three from above. */
export function withRoles(store: MockControlPlane["state"]): void {
  withApiKeys(store);
  const { customer, site, reseller, root } = mspIds;
  const add = (
    tenant_id: string | null,
    name: string,
    scopes: string[],
    description: string | null,
  ): Role => {
    const created_at = store.timestamp();
    const role = { id: store.id(), tenant_id, name, description, scopes, version: 1 };
    const row = { ...role, created_at, updated_at: created_at };
    store.roles.set(row.id, row);
    return { ...row, keys: 0, principals: 0 };
  };
  const keyNamed = (name: string): string => {
    const key = [...store.apiKeys.values()].find((one) => one.name === name);
    if (!key) throw new Error(`There is no key ${name}.`);
    return key.id;
  };
  const toKey = ({ id: role_id }: Role, name: string): void =>
    void store.roleHolders.push({ role_id, tenant_id: customer, key_id: keyNamed(name) });
  const toPerson = ({ id: role_id }: Role, principal_id: string, tenant_id = customer): void =>
    void store.roleHolders.push({ role_id, tenant_id, principal_id });

  add(null, "Operators", ["admin"], "Who runs the platform");
  add(root, "Break glass", ["admin", "secrets:read"], null);
  const auditors = add(reseller, "Auditors", ["read"], "Look at everything, change nothing");
  const support = add(customer, "Support", ["write"], "First line: looks things up and puts them right");
  add(customer, "Secret readers", ["secrets:read"], null);
  toKey(auditors, "Laptop of a contractor");
  toPerson(auditors, "rea@northwind.example");
  for (const name of ["Billing backend", "Night job"]) toKey(support, name);
  for (const name of ["ann@bayside.example", "bob@bayside.example"]) toPerson(support, name);
  toPerson(support, "mia@bayside.example", site);
}
