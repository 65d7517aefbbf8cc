import * as z from "zod";
import { ConfigKey } from "../config/config.schema.ts";
import { Id, JsonObject, Timestamp, text } from "../http/schema.ts";
import { PermissionMode } from "./permissions.schema.ts";

/** What a policy does to a request that it applies to. Deny beats allow. */
export const AbacEffect = z.enum(["allow", "deny"]);
export type AbacEffect = z.infer<typeof AbacEffect>;
/** How a condition compares an attribute with its value. */
export const AbacOperator = z.enum(["eq", "neq", "in", "not_in", "contains", "gt", "gte", "lt", "lte"]);
export type AbacOperator = z.infer<typeof AbacOperator>;

const scalar = z.union([z.string().max(1024), z.number(), z.boolean()], {
  error: "must be a string, a number or a boolean",
});
const list = z.array(scalar).min(1).max(200);

/** Values that an operator can compare with; undefined if this is one. */
function unfit(operator: AbacOperator, value: unknown): string | undefined {
  if (operator === "in" || operator === "not_in") {
    if (!Array.isArray(value)) return `must be a list for the operator ${operator}`;
    return new Set(value.map((one) => typeof one)).size > 1
      ? "must hold values of one type, all strings, all numbers or all booleans"
      : undefined;
  }
  if (Array.isArray(value)) return `must be a single value for the operator ${operator}; a list goes with in`;
  const ordered = ["gt", "gte", "lt", "lte"].includes(operator);
  return ordered && typeof value === "boolean"
    ? `must be a number or a string for the operator ${operator}`
    : undefined;
}

/** One comparison; all conditions of a policy must hold. */
export const AbacCondition = z
  .strictObject({
    attribute: z
      .string()
      .regex(
        /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/,
        "must be names joined by dots, for example user.department",
      )
      .max(255)
      .describe("Where the attribute is found: names joined by dots."),
    operator: AbacOperator,
    value: z
      .union([scalar, list], {
        error: "must be a string, a number, a boolean, or a list of 1–200 of them",
      })
      .describe("`in` and `not_in` take a list of one type, the others a single value."),
  })
  .superRefine(({ operator, value }, context) => {
    const message = unfit(operator, value);
    if (message) context.addIssue({ code: "custom", path: ["value"], message });
  })
  .meta({ id: "AbacCondition" });
export type AbacCondition = z.infer<typeof AbacCondition>;

const patterns = z
  .array(text(255))
  .min(1)
  .max(50)
  .describe("1–50 patterns; `*` stands for any characters, also none.");
const body = {
  name: ConfigKey,
  effect: AbacEffect,
  actions: patterns,
  resources: patterns,
  conditions: z.array(AbacCondition).max(50),
  mode: PermissionMode,
};
export const CreateAbacPolicy = z
  .strictObject({
    ...body,
    conditions: body.conditions.optional().describe("All must hold. Default: none, so it always applies."),
    mode: PermissionMode.optional().describe(
      "What those below may do with a policy of this name. Default INHERITED.",
    ),
  })
  .meta({ id: "CreateAbacPolicy" });
export type CreateAbacPolicyInput = z.input<typeof CreateAbacPolicy>;

const shown = {
  name: z.string(),
  effect: z.string(),
  actions: z.array(z.string()),
  resources: z.array(z.string()),
  conditions: z.array(
    z.object({
      attribute: z.string(),
      operator: z.string(),
      value: z.union([
        z.string(),
        z.number(),
        z.boolean(),
        z.array(z.union([z.string(), z.number(), z.boolean()])),
      ]),
    }),
  ),
  mode: z.string(),
};
/** A policy over attributes that a tenant sets itself. */
export const AbacPolicy = z
  .object({ id: Id, tenant_id: Id, ...shown, created_at: Timestamp })
  .meta({ id: "AbacPolicy" });
export type AbacPolicy = z.infer<typeof AbacPolicy>;
export const AbacPolicies = z.array(AbacPolicy).meta({ id: "AbacPolicies" });

/** The effective policy of one name for one tenant. */
export const ResolvedAbacPolicy = z
  .object({
    policy_id: Id,
    ...shown,
    mode: z.string().describe("Effective mode: what this tenant's children may do."),
    source_tenant_id: Id,
    source_name: z.string().nullable().describe("Its name; null if the caller may not see it."),
    inherited: z.boolean(),
    locked: z.boolean().describe("true if an ancestor's LOCKED policy governs."),
    delegated: z.boolean().describe("true if this tenant may choose policy and mode."),
    own_policy_id: Id.nullable(),
    shadowed: z.boolean().describe("true if an ancestor's lock hides the tenant's own policy."),
  })
  .meta({ id: "ResolvedAbacPolicy" });
export type ResolvedAbacPolicy = z.infer<typeof ResolvedAbacPolicy>;
export const ResolvedAbacPolicies = z.array(ResolvedAbacPolicy).meta({ id: "ResolvedAbacPolicies" });

export const EvaluateAbac = z
  .strictObject({
    action: text(255),
    resource: text(255),
    attributes: JsonObject.optional().describe("What is known of caller, resource and circumstances."),
  })
  .meta({ id: "EvaluateAbac" });
export type EvaluateAbacInput = z.input<typeof EvaluateAbac>;

/** A decision and how it came about. */
export const AbacDecision = z
  .object({
    decision: z.string().describe("`allow` or `deny`."),
    reason: z
      .string()
      .describe("`allow` or `deny` by a policy, or `none`: no policy applies, which is a denial too."),
    trail: z
      .array(
        z.object({
          policy_id: Id,
          name: z.string(),
          effect: z.string(),
          source_tenant_id: Id,
          source_name: z.string().nullable(),
          applies: z.boolean(),
          because: z
            .string()
            .describe(
              "`matched`, or what decided: `action`, `resource`, `condition`, `missing_attribute`, `type_mismatch`.",
            ),
          attribute: z.string().nullable().describe("Of the condition that decided."),
        }),
      )
      .describe("Every effective policy, by name."),
  })
  .meta({ id: "AbacDecision" });
export type AbacDecision = z.infer<typeof AbacDecision>;

export const AbacTenantParams = z.strictObject({ tenantId: Id });
export const AbacPolicyParams = z.strictObject({ tenantId: Id, policyId: Id });
