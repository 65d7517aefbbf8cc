/** The rules of permissions: the mode of what governs above says what a policy below may do, on write and on read. */
import type {
  CreatePermissionInput,
  Json,
  Permission,
  PermissionMode,
  ResolvedPermission,
  Revocation,
  RevocationMode,
  UpdatePermissionInput,
} from "@stratum-hq/core";
import type { Forest, ModelTenant } from "./forest.ts";
import { type Governing, step, unfit } from "./modes.ts";
import { broken, only, same, sameSet, type Verdict } from "./verdict.ts";

export interface Policy {
  id: string;
  tenant: ModelTenant;
  key: string;
  value: Json;
  mode: PermissionMode;
  revocation_mode: RevocationMode;
  version: number;
}
export class Permissions {
  readonly forest: Forest;
  policies: Policy[] = [];

  constructor(forest: Forest) {
    this.forest = forest;
  }

  own(tenant: ModelTenant, key: string): Policy | undefined {
    return this.policies.find((p) => p.tenant === tenant && p.key === key);
  }

  governing(chain: readonly ModelTenant[], key: string): Governing<Policy> | undefined {
    return chain.reduce<Governing<Policy> | undefined>(
      (above, t) => step(above, this.own(t, key)),
      undefined,
    );
  }

  /** What governs a tenant from above. */
  above(tenant: ModelTenant, key: string): Governing<Policy> | undefined {
    return tenant.parent ? this.governing(this.forest.chain(tenant.parent), key) : undefined;
  }

  /** All that resolves for a tenant, as the engine has to show it to who sees the subtree of `top`. */
  resolve(tenant: ModelTenant, keys: readonly string[], top?: ModelTenant): Record<string, object> {
    return Object.fromEntries(
      keys.flatMap((key) => {
        const here = this.governing(this.forest.chain(tenant), key);
        return here ? [[key, this.#shown(tenant, key, here, top)]] : [];
      }),
    );
  }

  #shown(tenant: ModelTenant, key: string, { policy, mode }: Governing<Policy>, top?: ModelTenant): object {
    const own = this.own(tenant, key);
    const above = this.above(tenant, key)?.mode;
    return {
      policy_id: policy.id,
      value: policy.value,
      mode,
      revocation_mode: policy.revocation_mode,
      source_tenant_id: policy.tenant.id,
      source_name: this.forest.sees(top, policy.tenant) ? policy.tenant.label : null,
      inherited: policy.tenant !== tenant,
      locked: above === "LOCKED",
      delegated: above === undefined || above === "DELEGATED",
      own_policy_id: own?.id ?? null,
      own_version: own?.version ?? null,
      shadowed: own && own !== policy ? hidden({ ...own, policy_id: own.id }) : null,
    };
  }

  create(tenant: ModelTenant, input: CreatePermissionInput): Verdict<Permission> {
    const { key, value = true, mode = "INHERITED", revocation_mode = "CASCADE" } = input;
    return {
      refused: [
        ...this.forest.standing(tenant),
        ...unfit(this.above(tenant, key)?.mode, mode),
        ...broken([this.own(tenant, key) !== undefined, "PERMISSION_ALREADY_EXISTS"]),
      ],
      apply: (answer) => {
        const { id, version } = answer;
        const policy = { id, tenant, key, value: value as Json, mode, revocation_mode, version };
        this.policies.push(policy);
        this.#answers(answer, policy);
      },
    };
  }

  update(tenant: ModelTenant, policy: Policy, patch: UpdatePermissionInput): Verdict<Permission> {
    const { expected_version, ...fields } = patch;
    return {
      refused: [
        ...this.#findable(tenant, policy),
        ...unfit(this.above(tenant, policy.key)?.mode, patch.mode),
        ...broken([
          expected_version !== undefined && expected_version !== policy.version,
          "VERSION_CONFLICT",
        ]),
      ],
      apply: (answer) => {
        if (answer.version <= policy.version)
          same("The version must grow", answer.version, `more than ${policy.version}`);
        Object.assign(policy, fields, { version: answer.version });
        this.#answers(answer, policy);
      },
    };
  }

  /** Revokes; `dry` only tells what would go. */
  remove(tenant: ModelTenant, policy: Policy, dry = false): Verdict<Revocation> {
    return {
      refused: this.#findable(tenant, policy),
      apply: (answer) => {
        const lower = this.forest.below(tenant).flatMap((t) => this.own(t, policy.key) ?? []);
        const falls = lower.filter(
          (p) => policy.revocation_mode === "CASCADE" && p.revocation_mode !== "PERMANENT",
        );
        const ids = (list: readonly Policy[]): string[] => list.map((p) => p.id);
        const stays = lower.filter((p) => !falls.includes(p));
        sameSet("deleted", answer.deleted.map(named), ids([policy, ...falls]));
        sameSet("kept", answer.kept.map(named), ids(stays));
        if (!dry) this.policies = this.policies.filter((p) => p !== policy && !falls.includes(p));
      },
    };
  }

  /** Policies of a purged tenant go with it, permanent ones too. Returns how many. */
  forget(tenant: ModelTenant): number {
    const before = this.policies.length;
    this.policies = this.policies.filter((p) => p.tenant !== tenant);
    return before - this.policies.length;
  }

  #findable(tenant: ModelTenant, policy: Policy): string[] {
    const there = policy.tenant === tenant && this.policies.includes(policy);
    return [
      ...this.forest.standing(tenant),
      ...broken(
        [!there, "PERMISSION_NOT_FOUND"],
        [there && policy.revocation_mode === "PERMANENT", "PERMISSION_REVOCATION_DENIED"],
      ),
    ];
  }

  #answers(answer: Permission, policy: Policy): void {
    const { tenant, ...fields } = policy;
    same("The answer shows the policy otherwise", only(answer, "tenant_id", ...written), {
      tenant_id: tenant.id,
      ...only(fields, ...written),
    });
  }
}

const written = ["id", "key", "value", "mode", "revocation_mode", "version"] as const;
const hidden = (own: NonNullable<ResolvedPermission["shadowed"]>): object =>
  only(own, "policy_id", "value", "mode", "revocation_mode");
const named = ({ policy_id }: { policy_id: string }): string => policy_id;

/** The fields of an engine's permission that the model knows. */
export const knownPermission = (permission: ResolvedPermission): object => ({
  ...only(
    permission,
    "policy_id",
    "value",
    "mode",
    "revocation_mode",
    "source_tenant_id",
    "source_name",
    "inherited",
    "locked",
    "delegated",
    "own_policy_id",
    "own_version",
  ),
  shadowed: permission.shadowed && hidden(permission.shadowed),
});
