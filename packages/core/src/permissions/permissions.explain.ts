import type { ExplainedPermission } from "./insight.schema.ts";
import { type Governing, govern } from "./permissions.rules.ts";

/** A tenant of a chain and the policy that it holds for the key. */
export interface PolicyLevel {
  id: string;
  name: string;
  depth: number;
  policy: ExplainedPermission["levels"][number]["policy"];
}
type Held = { mode: string; level: PolicyLevel };

/**
 * Judges the levels of a chain, root first, by the rules of resolution.
 * @param visible ids of the chain that the caller may see.
 */
export function explainPolicies(
  key: string,
  levels: readonly PolicyLevel[],
  visible: ReadonlySet<string>,
): ExplainedPermission {
  const own = (level: PolicyLevel): Held | null => level.policy && { mode: level.policy.mode, level };
  const name = (level: PolicyLevel): string | null => (visible.has(level.id) ? level.name : null);
  const reached: (Governing<Held> | null)[] = [null];
  for (const level of levels) reached.push(govern(reached.at(-1) ?? null, own(level)));
  const above = reached.at(-2) ?? null;
  const result = reached.at(-1) ?? null;
  const [winner, ruler] = [result?.policy.level, result?.ruler?.level];
  return {
    tenant_id: levels.at(-1)?.id ?? "",
    key,
    reason: !result
      ? "none"
      : result.mode === "LOCKED"
        ? "lock"
        : ruler && ruler !== winner
          ? "inherited"
          : "nearest",
    effective:
      result && winner?.policy
        ? {
            value: winner.policy.value,
            mode: result.mode,
            source_tenant_id: winner.id,
            source_name: name(winner),
            locked: above?.mode === "LOCKED",
            delegated: above === null || above.mode === "DELEGATED",
          }
        : null,
    may_set_value: above?.mode !== "LOCKED",
    may_set_mode: above === null || above.mode === "DELEGATED",
    ruled_by: ruler ? { tenant_id: ruler.id, name: name(ruler) } : null,
    levels: levels.flatMap((level, i) => {
      if (!visible.has(level.id) && level !== winner && level !== ruler) return [];
      const mode_above = reached[i]?.mode ?? null;
      const outcome = !level.policy
        ? "absent"
        : level === winner
          ? "wins"
          : mode_above === "LOCKED"
            ? "shadowed"
            : "overridden";
      const { id: tenant_id, depth, policy } = level;
      return [
        {
          tenant_id,
          name: name(level),
          depth,
          policy,
          mode_above,
          mode: reached[i + 1]?.mode ?? null,
          outcome,
        },
      ];
    }),
  };
}
