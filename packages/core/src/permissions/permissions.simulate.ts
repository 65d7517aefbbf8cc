import { sameJson } from "../config/index.ts";
import type { Json } from "../http/schema.ts";
import { parseAncestryPath } from "../tenants/index.ts";
import type { PermissionOutcome, PermissionSimulation } from "./insight.schema.ts";
import { type Governing, govern, refusal } from "./permissions.rules.ts";

/** A tenant of a simulation: one of the chain, one that holds a policy of the keys, or one that a change names. */
export interface SimulatedTenant {
  id: string;
  name: string;
  status: string;
  ancestry_path: string;
  /** All below it that are not archived. */
  descendants: number;
}
/** A policy of a simulation. */
export interface SimulatedPolicy {
  tenant_id: string;
  key: string;
  value: Json;
  mode: string;
  revocation_mode: string;
}
/** A write to weigh, as the contract parsed it. */
export interface DraftChange {
  action: "create" | "update" | "delete";
  tenant_id?: string | undefined;
  key: string;
  value?: Json | undefined;
  mode?: string | undefined;
  revocation_mode?: string | undefined;
}
type Policies = Map<string, SimulatedPolicy>;
type Held = Governing<SimulatedPolicy> | null;
type Refused = { code: string; message: string };

const EXAMPLES = 20;

/** Weighs a draft by the rules of writing and resolving. @param sees may the caller see this tenant? */
export function simulatePolicies(
  subject: SimulatedTenant,
  rows: readonly SimulatedTenant[],
  policies: readonly SimulatedPolicy[],
  changes: readonly DraftChange[],
  sees: (tenant: SimulatedTenant) => boolean,
): PermissionSimulation {
  const tenants = new Map(rows.map((row) => [row.id, row]));
  const chainOf = (t: SimulatedTenant): string[] => [...parseAncestryPath(t.ancestry_path), t.id];
  const held = (own: Policies | undefined, ids: readonly string[]): Held =>
    ids.reduce<Held>((above, id) => govern(above, own?.get(id)), null);
  const by = (list: readonly SimulatedPolicy[]): Map<string, Policies> => {
    const keys = new Map<string, Policies>(changes.map(({ key }) => [key, new Map()]));
    for (const policy of list) keys.get(policy.key)?.set(policy.tenant_id, policy);
    return keys;
  };
  const [before, after] = [by(policies), by(policies)];

  function target(id: string): SimulatedTenant | undefined {
    const tenant = tenants.get(id);
    const near = tenant && (chainOf(tenant).includes(subject.id) || chainOf(subject).includes(id));
    return near && sees(tenant) ? tenant : undefined;
  }
  /** Makes one change in the draft, or says why it would not be made. */
  function make(change: DraftChange, id: string): Refused | null {
    const own = after.get(change.key) as Policies;
    const tenant = target(id);
    if (!tenant) return no("TENANT_NOT_FOUND", `There is no tenant ${id} above or below this one.`);
    if (tenant.status === "archived") return no("TENANT_ARCHIVED", `Tenant ${id} is archived.`);
    if (tenant.status !== "active") return no("TENANT_SUSPENDED", `Tenant ${id} is suspended.`);
    const policy = own.get(id);
    if (change.action !== "create") {
      if (!policy) return no("PERMISSION_NOT_FOUND", `This tenant has no policy for "${change.key}".`);
      if (policy.revocation_mode === "PERMANENT")
        return no(
          "PERMISSION_REVOCATION_DENIED",
          "This policy is permanent: it can be neither changed nor revoked.",
        );
    }
    if (change.action === "delete") {
      for (const other of own.values())
        if (other === policy || (policy?.revocation_mode === "CASCADE" && goesWith(other, id)))
          own.delete(other.tenant_id);
      return null;
    }
    const mode = change.mode ?? (change.action === "create" ? "INHERITED" : undefined);
    const code = refusal(held(own, chainOf(tenant).slice(0, -1)), mode);
    if (code) return no(code, refusalMessage(code, change.key));
    if (change.action === "create" && policy)
      return no("PERMISSION_ALREADY_EXISTS", `This tenant already has a policy for "${change.key}".`);
    own.set(id, {
      tenant_id: id,
      key: change.key,
      value: change.value !== undefined ? change.value : policy ? policy.value : true,
      mode: mode ?? policy?.mode ?? "INHERITED",
      revocation_mode: change.revocation_mode ?? policy?.revocation_mode ?? "CASCADE",
    });
    return null;
  }
  const goesWith = (other: SimulatedPolicy, id: string): boolean => {
    const tenant = tenants.get(other.tenant_id);
    return (
      other.revocation_mode !== "PERMANENT" &&
      !!tenant &&
      parseAncestryPath(tenant.ancestry_path).includes(id)
    );
  };

  function outcome(own: Policies | undefined, tenant: SimulatedTenant): PermissionOutcome | null {
    const chain = chainOf(tenant);
    const result = held(own, chain);
    if (!result) return null;
    const above = held(own, chain.slice(0, -1));
    const source = tenants.get(result.policy.tenant_id);
    return {
      value: result.policy.value,
      mode: result.mode,
      source_tenant_id: result.policy.tenant_id,
      source_name: source && sees(source) ? source.name : null,
      locked: above?.mode === "LOCKED",
      delegated: above === null || above.mode === "DELEGATED",
    };
  }
  /** Between two tenants that hold a policy nothing changes, so those that hold one stand for all below them. */
  function effects(key: string): PermissionSimulation["permissions"][number] {
    const [was, now] = [before.get(key), after.get(key)];
    const ids = new Set([...(was?.keys() ?? []), ...(now?.keys() ?? [])]);
    const holders = [...ids].flatMap((id) => tenants.get(id) ?? []).filter(sees);
    const counts = new Map(holders.map((t) => [t.id, size(t)]));
    for (const t of holders) {
      const next = parseAncestryPath(t.ancestry_path).findLast((id) => counts.has(id));
      if (next) counts.set(next, (counts.get(next) ?? 0) - size(t));
    }
    const changed = holders
      .map((t) => ({ t, before: outcome(was, t), after: outcome(now, t), tenants: counts.get(t.id) ?? 0 }))
      .filter((one) => one.tenants > 0 && !sameOutcome(one.before, one.after))
      .sort((a, b) => depth(a.t) - depth(b.t) || (a.t.id < b.t.id ? -1 : 1));
    return {
      key,
      before: outcome(was, subject),
      after: outcome(now, subject),
      changed: changed.reduce((sum, one) => sum + one.tenants, 0),
      examples: changed
        .slice(0, EXAMPLES)
        .map(({ t, ...one }) => ({ tenant_id: t.id, name: t.name, ...one })),
    };
  }

  const made = changes.map((change) => {
    const tenant_id = change.tenant_id ?? subject.id;
    return { tenant_id, key: change.key, action: change.action, refused: make(change, tenant_id) };
  });
  return { changes: made, permissions: [...after.keys()].map(effects) };
}

/** Says why a write is refused by what stands above. */
export const refusalMessage = (code: NonNullable<ReturnType<typeof refusal>>, key: string): string =>
  code === "PERMISSION_LOCKED"
    ? `"${key}" is locked by a tenant above: nothing may be set here.`
    : `"${key}" is not delegated: here its value may be set, its mode may not.`;

const no = (code: string, message: string): Refused => ({ code, message });
const depth = (t: SimulatedTenant): number => parseAncestryPath(t.ancestry_path).length;
const size = (t: SimulatedTenant): number => t.descendants + (t.status === "archived" ? 0 : 1);
const sameOutcome = (a: PermissionOutcome | null, b: PermissionOutcome | null): boolean =>
  a?.mode === b?.mode && sameJson(a?.value, b?.value);
