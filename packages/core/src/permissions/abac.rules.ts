/** How policies over attributes resolve and decide, free of storage: the engine and the mock judge by the same. */
import type { AbacDecision, AbacPolicy, EvaluateAbacInput, ResolvedAbacPolicy } from "./abac.schema.ts";
import { type Governing, govern } from "./permissions.rules.ts";

/** A tenant of a chain, and what it holds. */
export interface AbacLevel {
  id: string;
  name: string;
  policies: readonly AbacPolicy[];
}
type Condition = AbacPolicy["conditions"][number];
type Because = AbacDecision["trail"][number]["because"];

/**
 * Effective policies of the last level, by name. @param levels root first @param visible ids that the caller may see
 */
export function resolveAbac(
  levels: readonly AbacLevel[],
  visible: ReadonlySet<string>,
): ResolvedAbacPolicy[] {
  const self = levels.at(-1);
  const above = new Map<string, Governing<AbacPolicy>>();
  const names = new Map(levels.map((level) => [level.id, level.name]));
  const step = (policy: AbacPolicy): Governing<AbacPolicy> =>
    govern(above.get(policy.name) ?? null, policy) as Governing<AbacPolicy>;
  for (const level of levels)
    if (level !== self) for (const policy of level.policies) above.set(policy.name, step(policy));
  const own = new Map(self?.policies.map((policy) => [policy.name, policy]));
  const now = new Map(above);
  for (const policy of own.values()) now.set(policy.name, step(policy));
  return [...now.values()]
    .map(({ policy, mode }) => {
      const { id, tenant_id, created_at: _, ...shown } = policy;
      const over = above.get(policy.name) ?? null;
      const mine = own.get(policy.name);
      return {
        policy_id: id,
        ...shown,
        mode,
        source_tenant_id: tenant_id,
        source_name: visible.has(tenant_id) ? (names.get(tenant_id) ?? null) : null,
        inherited: tenant_id !== self?.id,
        locked: over?.mode === "LOCKED",
        delegated: over === null || over.mode === "DELEGATED",
        own_policy_id: mine?.id ?? null,
        shadowed: mine !== undefined && mine !== policy,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Decides a request: a deny that applies beats every allow, and without one that applies the answer is deny. An
 * attribute that is missing, or of a type that the condition cannot compare, makes a deny apply and an allow not.
 */
export function decideAbac(
  policies: readonly ResolvedAbacPolicy[],
  request: EvaluateAbacInput,
): AbacDecision {
  const trail = policies.map((policy) => {
    const { policy_id, name, effect, source_tenant_id, source_name } = policy;
    return { policy_id, name, effect, source_tenant_id, source_name, ...judge(policy, request) };
  });
  const applies = (effect: string): boolean => trail.some((one) => one.applies && one.effect === effect);
  const reason = applies("deny") ? "deny" : applies("allow") ? "allow" : "none";
  return { decision: reason === "allow" ? "allow" : "deny", reason, trail };
}

type Judgement = { applies: boolean; because: Because; attribute: string | null };

function judge(policy: ResolvedAbacPolicy, request: EvaluateAbacInput): Judgement {
  const not = (because: Because, attribute: string | null = null): Judgement => ({
    applies: false,
    because,
    attribute,
  });
  if (!policy.actions.some((pattern) => matchesPattern(pattern, request.action))) return not("action");
  if (!policy.resources.some((pattern) => matchesPattern(pattern, request.resource))) return not("resource");
  const results = policy.conditions.map((condition) => ({
    attribute: condition.attribute,
    holds: test(condition, lookUp(request.attributes ?? {}, condition.attribute)),
  }));
  // What cannot be decided goes first: not even a condition that fails saves a deny from it.
  const unknown = results.find(({ holds }) => typeof holds === "string");
  if (unknown)
    return {
      applies: policy.effect === "deny",
      because: unknown.holds as Because,
      attribute: unknown.attribute,
    };
  const failed = results.find(({ holds }) => holds === false);
  return failed ? not("condition", failed.attribute) : { applies: true, because: "matched", attribute: null };
}

/** Own properties only, so that no name reaches what every object has. */
function lookUp(attributes: unknown, path: string): unknown {
  let at: unknown = attributes;
  for (const name of path.split(".")) {
    if (typeof at !== "object" || at === null || Array.isArray(at) || !Object.hasOwn(at, name))
      return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

type Undecided = "missing_attribute" | "type_mismatch";

/** Does a condition hold for an attribute? Both sides must be of one type; null is of none that a condition has. */
function test({ operator, value }: Condition, given: unknown): boolean | Undecided {
  if (given === undefined) return "missing_attribute";
  const alike = (other: unknown): boolean => typeof given === typeof other;
  if (operator === "contains" && Array.isArray(given)) {
    if (given.includes(value)) return true;
    return given.every((one) => typeof one === typeof value) ? false : "type_mismatch";
  }
  if (Array.isArray(value)) {
    if (!alike(value[0])) return "type_mismatch";
    return value.some((one) => one === given) === (operator === "in");
  }
  if (!alike(value)) return "type_mismatch";
  const [left, right] = [given as string, value as string];
  switch (operator) {
    case "eq":
      return left === right;
    case "neq":
      return left !== right;
    case "contains":
      return typeof given === "string" ? left.includes(right) : "type_mismatch";
    case "gt":
      return left > right;
    case "gte":
      return left >= right;
    case "lt":
      return left < right;
    case "lte":
      return left <= right;
    default:
      return "type_mismatch";
  }
}

/** `*` stands for any characters, everything else for itself. Takes time in proportion to the text, whatever the pattern. */
export function matchesPattern(pattern: string, given: string): boolean {
  const parts = pattern.split("*");
  const first = parts.shift() ?? "";
  const last = parts.pop();
  if (last === undefined) return given === first;
  if (!given.startsWith(first) || !given.endsWith(last) || given.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = given.length - last.length;
  for (const part of parts) {
    const found = given.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
