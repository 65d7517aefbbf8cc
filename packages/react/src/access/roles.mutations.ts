import type {
  ApiKeyScope,
  KeyScopes,
  PrincipalScopes,
  Role,
  StratumApi,
  UpdateRoleInput,
} from "@stratum-hq/core";
import type { UseMutationOptions } from "@tanstack/react-query";
import { invalidateRoles, rolesKey } from "./roles.queries.ts";

/** What a new role shall be; its tenant is given apart. */
export interface NewRole {
  name: string;
  description?: string;
  scopes: ApiKeyScope[];
}
/** Who holds a role: a key, by its name if that is known, or a principal in a tenant. */
export type RoleHolderRef =
  | { key_id: string; key_name?: string | undefined }
  | { tenant_id: string; principal_id: string };
/** A change of a tenant's roles, or of who holds one. */
export type RoleChange =
  | { action: "create"; input: NewRole }
  | { action: "update"; role: Role; patch: Omit<UpdateRoleInput, "expected_version"> }
  | { action: "delete"; role: Role }
  | { action: "give" | "take"; role: Role; holder: RoleHolderRef };
/** What came of a change: the role, or what its holder may do now. */
export type RoleResult = Role | KeyScopes | PrincipalScopes;

/** Makes a change of roles, then has them read anew. Not optimistic: who may do what is the server's to say. */
export const roleChangeOptions = (
  client: StratumApi,
  tenantId: string,
): UseMutationOptions<RoleResult, Error, RoleChange> => ({
  mutationKey: rolesKey(tenantId),
  mutationFn: (change) => send(client, tenantId, change),
  onSettled: (_result, _error, _input, _before, { client: queries }) => void invalidateRoles(queries),
});

function send(client: StratumApi, tenantId: string, change: RoleChange): Promise<RoleResult> {
  if (change.action === "create") return client.createRole({ ...change.input, tenant_id: tenantId });
  const { id, version } = change.role;
  if (change.action === "update")
    return client.updateRole(id, { ...change.patch, expected_version: version });
  if (change.action === "delete") return client.deleteRole(id);
  const { holder } = change;
  const input = { role_id: id };
  if ("key_id" in holder)
    return change.action === "give"
      ? client.assignRoleToKey(holder.key_id, input)
      : client.removeRoleFromKey(holder.key_id, input);
  const { tenant_id, principal_id } = holder;
  return change.action === "give"
    ? client.assignRole(tenant_id, { ...input, principal_id })
    : client.removeRole(tenant_id, { ...input, principal_id });
}
