/** What the proofs need of the engine; `Stratum` has it. */
import type {
  AbacDecision,
  AbacPolicy,
  ActorContext,
  BatchCreatedTenants,
  BatchSetConfigEntry,
  BatchSetConfigResult,
  BatchTenantInput,
  ConfigDefinition,
  ConfigEntry,
  CreateAbacPolicyInput,
  CreatePermissionInput,
  CreateTenantInput,
  DefineConfigKeyInput,
  DeletedConfig,
  DeletedConfigDefinition,
  EvaluateAbacInput,
  Page,
  Permission,
  PurgeCertificate,
  ResolvedAbacPolicy,
  ResolvedConfig,
  ResolvedPermissions,
  Revocation,
  SetConfigInput,
  Tenant,
  TenantHit,
  TenantNode,
  UpdatePermissionInput,
  UpdateTenantInput,
} from "@stratum-hq/core";
import { StratumError } from "@stratum-hq/core";

type Cascade = { cascade?: boolean };
type Listing = { cursor?: string; limit?: number; include_archived?: boolean };

export interface ProvenEngine {
  createTenant(input: CreateTenantInput): Promise<Tenant>;
  updateTenant(id: string, patch: UpdateTenantInput): Promise<Tenant>;
  moveTenant(id: string, parent_id: string | null): Promise<Tenant>;
  suspendTenant(id: string, options?: Cascade): Promise<Tenant>;
  resumeTenant(id: string, options?: Cascade): Promise<Tenant>;
  archiveTenant(id: string, options?: Cascade): Promise<Tenant>;
  reorderTenant(id: string, position: number): Promise<Tenant>;
  purgeTenant(id: string, options?: Cascade): Promise<PurgeCertificate>;
  batchCreateTenants(inputs: BatchTenantInput[]): Promise<BatchCreatedTenants>;
  listTenants(query: Listing): Promise<Page<Tenant>>;
  listRoots(query: Listing): Promise<Page<TenantNode>>;
  listChildren(id: string, query: Listing): Promise<Page<TenantNode>>;
  getTenantByPath(path: string): Promise<Tenant>;
  getTenantBySlug(slug: string, options: { under?: string; include_archived?: boolean }): Promise<Tenant>;
  searchTenants(query: { query: string; under?: string; limit?: number }): Promise<Page<TenantHit>>;
  getAncestors(id: string): Promise<Tenant[]>;
  getDescendants(id: string, include_archived?: boolean): Promise<Tenant[]>;
  resolveConfig(id: string): Promise<ResolvedConfig>;
  setConfig(id: string, key: string, input: SetConfigInput): Promise<ConfigEntry>;
  batchSetConfig(
    id: string,
    entries: BatchSetConfigEntry[],
    options?: { atomic?: boolean },
  ): Promise<BatchSetConfigResult>;
  deleteConfig(id: string, key: string, options?: { expected_version?: number }): Promise<DeletedConfig>;
  restoreConfig(
    id: string,
    key: string,
    version: number,
    options?: { expected_version?: number },
  ): Promise<ConfigEntry>;
  defineConfigKey(id: string, key: string, input: DefineConfigKeyInput): Promise<ConfigDefinition>;
  deleteConfigDefinition(
    id: string,
    key: string,
    options?: { expected_version?: number },
  ): Promise<DeletedConfigDefinition>;
  resolvePermissions(id: string): Promise<ResolvedPermissions>;
  createPermission(id: string, input: CreatePermissionInput): Promise<Permission>;
  updatePermission(id: string, policy: string, patch: UpdatePermissionInput): Promise<Permission>;
  deletePermission(id: string, policy: string): Promise<Revocation>;
  previewRevocation(id: string, policy: string): Promise<Revocation>;
  createAbacPolicy(id: string, input: CreateAbacPolicyInput): Promise<AbacPolicy>;
  deleteAbacPolicy(id: string, policy: string): Promise<AbacPolicy>;
  getAbacPolicies(id: string): Promise<AbacPolicy[]>;
  resolveAbacPolicies(id: string): Promise<ResolvedAbacPolicy[]>;
  evaluateAbac(id: string, request: EvaluateAbacInput): Promise<AbacDecision>;
  /** The same, for a caller that sees a subtree. */
  as(context: ActorContext): Omit<ProvenEngine, "as">;
}

/** An answer, or the code of a refusal. Whatever else is thrown is a fault, and goes on. */
export type Outcome<T> = { answer: T; code?: undefined } | { code: string };

/** Waits for a call. @throws what is no refusal: a plain error, or one of status 500 and more. */
export async function outcome<T>(call: Promise<T>): Promise<Outcome<T>> {
  try {
    return { answer: await call };
  } catch (error) {
    if (error instanceof StratumError && error.status < 500) return { code: error.code };
    throw error;
  }
}
