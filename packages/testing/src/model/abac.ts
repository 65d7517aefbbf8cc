/** The rules of policies over attributes: by name they flow as permissions do, and a deny beats every allow. */
import type {
  AbacCondition,
  AbacDecision,
  AbacPolicy,
  CreateAbacPolicyInput,
  EvaluateAbacInput,
  PermissionMode,
  ResolvedAbacPolicy,
} from "@stratum-hq/core";
import type { Forest, ModelTenant } from "./forest.ts";
import { type Governing, step, unfit } from "./modes.ts";
import { broken, only, same, type Verdict } from "./verdict.ts";

type Stored = Required<CreateAbacPolicyInput> & { id: string; tenant: ModelTenant; mode: PermissionMode };
type Attribute = string | number | boolean | (string | number | boolean)[] | undefined;

export class Abac {
  readonly forest: Forest;
  policies: Stored[] = [];

  constructor(forest: Forest) {
    this.forest = forest;
  }

  own(tenant: ModelTenant, name: string): Stored | undefined {
    return this.policies.find((p) => p.tenant === tenant && p.name === name);
  }

  #governing(chain: readonly ModelTenant[], name: string): Governing<Stored> | undefined {
    return chain.reduce<Governing<Stored> | undefined>(
      (above, t) => step(above, this.own(t, name)),
      undefined,
    );
  }

  #above(tenant: ModelTenant, name: string): Governing<Stored> | undefined {
    return tenant.parent ? this.#governing(this.forest.chain(tenant.parent), name) : undefined;
  }

  /** Own policies, by name. */
  owned(tenant: ModelTenant): string[] {
    return this.policies
      .filter((p) => p.tenant === tenant)
      .sort(byName)
      .map((p) => p.id);
  }

  /** Effective policies, by name, as the engine has to show them to who sees the subtree of `top`. */
  resolve(tenant: ModelTenant, top?: ModelTenant): object[] {
    return this.#effective(tenant).map(({ policy, mode }) => {
      const own = this.own(tenant, policy.name);
      const above = this.#above(tenant, policy.name)?.mode;
      return {
        policy_id: policy.id,
        ...only(policy, ...written),
        mode,
        source_tenant_id: policy.tenant.id,
        source_name: this.forest.sees(top, policy.tenant) ? policy.tenant.label : null,
        inherited: policy.tenant !== tenant,
        locked: above === "LOCKED",
        delegated: above === undefined || above === "DELEGATED",
        own_policy_id: own?.id ?? null,
        shadowed: own !== undefined && own !== policy,
      };
    });
  }

  #effective(tenant: ModelTenant): Governing<Stored>[] {
    const names = [...new Set(this.policies.map((p) => p.name))].sort();
    return names.flatMap((name) => this.#governing(this.forest.chain(tenant), name) ?? []);
  }

  /** What is decided, and how each policy came out. */
  evaluate(tenant: ModelTenant, request: EvaluateAbacInput): object {
    const trail = this.#effective(tenant).map(({ policy }) => {
      const because = outcome(policy, request);
      const unknown = because === "missing_attribute" || because === "type_mismatch";
      const applies = because === "matched" || (unknown && policy.effect === "deny");
      return { policy_id: policy.id, effect: policy.effect, applies, because };
    });
    const reason = this.reason(trail.filter((one) => one.applies).map((one) => one.effect));
    return { decision: reason === "allow" ? "allow" : "deny", reason, trail };
  }

  /** By the effects of those that apply: a deny beats every allow, and none is a denial too. */
  reason(effects: readonly string[]): string {
    return ["deny", "allow"].find((effect) => effects.includes(effect)) ?? "none";
  }

  create(tenant: ModelTenant, input: CreateAbacPolicyInput): Verdict<AbacPolicy> {
    const { name, conditions = [], mode = "INHERITED" } = input;
    return {
      refused: [
        ...this.forest.standing(tenant),
        ...unfit(this.#above(tenant, name)?.mode, mode),
        ...broken([this.own(tenant, name) !== undefined, "PERMISSION_ALREADY_EXISTS"]),
      ],
      apply: ({ id, tenant_id, ...answer }) => {
        const policy: Stored = { ...input, conditions, mode, id, tenant };
        this.policies.push(policy);
        same(
          "The answer shows the policy otherwise",
          { tenant_id, ...only(answer, ...written, "mode") },
          { tenant_id: tenant.id, ...only(policy, ...written, "mode") },
        );
      },
    };
  }

  /** Those of the same name below stay. */
  remove(tenant: ModelTenant, policy: Stored): Verdict<AbacPolicy> {
    const there = policy.tenant === tenant && this.policies.includes(policy);
    return {
      refused: [...this.forest.standing(tenant), ...broken([!there, "PERMISSION_NOT_FOUND"])],
      apply: ({ id }) => {
        same("Which policy is gone", id, policy.id);
        this.policies = this.policies.filter((p) => p !== policy);
      },
    };
  }

  /** Policies of a purged tenant go with it. Returns how many. */
  forget(tenant: ModelTenant): number {
    const before = this.policies.length;
    this.policies = this.policies.filter((p) => p.tenant !== tenant);
    return before - this.policies.length;
  }
}

const written = ["name", "effect", "actions", "resources", "conditions"] as const;
const byName = (a: Stored, b: Stored): number => (a.name < b.name ? -1 : 1);

type Because = "action" | "resource" | "condition" | "matched" | "missing_attribute" | "type_mismatch";

function outcome({ actions, resources, conditions }: Stored, request: EvaluateAbacInput): Because {
  // The patterns that are played end in their star.
  const fits = (text: string) => (pattern: string) =>
    pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
  if (!actions.some(fits(request.action))) return "action";
  if (!resources.some(fits(request.resource))) return "resource";
  const given = (request.attributes ?? {}) as Record<string, Attribute>;
  const results = (conditions ?? []).map((condition) =>
    holds(condition as AbacCondition, given[condition.attribute]),
  );
  const undecided = results.find((result) => typeof result === "string");
  if (undecided) return undecided as Because;
  return results.includes(false) ? "condition" : "matched";
}

/** Attribute first, value second; both of one type, or there is nothing to compare. */
function holds({ operator, value }: AbacCondition, given: Attribute): boolean | Because {
  if (given === undefined) return "missing_attribute";
  const types = (one: Attribute): string[] => [...new Set([one].flat().map((part) => typeof part))];
  const alike = types(given)
    .concat(types(value))
    .every((type) => type === types(value)[0]);
  const text = typeof given === "string";
  const comparable = operator === "contains" ? Array.isArray(given) || text : !Array.isArray(given);
  if (operator === "contains" && Array.isArray(given) && given.includes(value as string)) return true;
  if (!alike || !comparable) return "type_mismatch";
  const [a, b] = [given as string, value as string];
  const table: Record<typeof operator, () => boolean> = {
    eq: () => a === b,
    neq: () => a !== b,
    in: () => b.includes(a),
    not_in: () => !b.includes(a),
    contains: () => a.includes(b),
    gt: () => a > b,
    gte: () => a >= b,
    lt: () => a < b,
    lte: () => a <= b,
  };
  return table[operator]();
}

/** The fields of an engine's policy that the model knows. */
export const knownAbac = (policy: ResolvedAbacPolicy): object =>
  only(
    policy,
    "policy_id",
    ...written,
    "mode",
    "source_tenant_id",
    "source_name",
    "inherited",
    "locked",
    "delegated",
    "own_policy_id",
    "shadowed",
  );
/** The fields of a decision that the model knows. */
export const knownDecision = ({ decision, reason, trail }: AbacDecision): object => ({
  decision,
  reason,
  trail: trail.map((one) => only(one, "policy_id", "effect", "applies", "because")),
});
