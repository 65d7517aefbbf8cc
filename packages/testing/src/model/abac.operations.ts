/** The operations of policies over attributes, and decisions by them. */
import type { AbacCondition, AbacDecision, EvaluateAbacInput } from "@stratum-hq/core";
import { knownDecision } from "./abac.ts";
import { cast, type Dice, MODES, type Operation, show, someKey, someone } from "./dice.ts";
import type { Model } from "./model.ts";
import { same } from "./verdict.ts";

const ACTIONS = ["read", "report", "write"] as const;
const ATTRIBUTES = ["team", "level"] as const;
const VALUES = ["red", "redder", 3, 4, true] as const;
const LISTS = [
  ["red", "blue"],
  [3, 4],
];

function someCondition(dice: Dice): AbacCondition {
  const attribute = dice.pick(ATTRIBUTES) ?? "team";
  const value = dice.pick(VALUES) ?? "red";
  const operator =
    dice.pick(["eq", "neq", "in", "not_in", "contains", "gt", "gte", "lt", "lte"] as const) ?? "eq";
  if (operator === "in" || operator === "not_in")
    return { attribute, operator, value: dice.pick(LISTS) ?? ["red"] };
  const ordered = operator.startsWith("g") || operator.startsWith("l");
  return { attribute, operator, value: ordered && value === true ? 3 : value };
}

function someRequest(dice: Dice): EvaluateAbacInput {
  const attributes: EvaluateAbacInput["attributes"] = {};
  for (const name of ATTRIBUTES) {
    const given = dice.pick([...VALUES, ...LISTS, ["red", 3], undefined]);
    if (given !== undefined) attributes[name] = given;
  }
  return { action: dice.pick(ACTIONS) ?? "read", resource: "invoice", attributes };
}

export const abacOperations = {
  createAbacPolicy(model: Model, dice: Dice): Operation | null {
    const tenant = someone(model, dice);
    const input = {
      name: someKey(dice),
      effect: dice.seldom(2) ? ("deny" as const) : ("allow" as const),
      actions: [dice.pick(["*", "re*", "read", "write"]) ?? "*"],
      resources: [dice.seldom(6) ? "order" : "*"],
      ...(dice.seldom(3)
        ? {}
        : { conditions: Array.from({ length: dice.roll(3) }, () => someCondition(dice)) }),
      ...(dice.seldom(3) ? {} : { mode: dice.pick(MODES) ?? "INHERITED" }),
    };
    return cast({
      text: `createAbacPolicy ${tenant.label} ${show(input)}`,
      subject: tenant,
      verdict: model.abac.create(tenant, input),
      call: (engine) => engine.createAbacPolicy(tenant.id, input),
    });
  },
  deleteAbacPolicy(model: Model, dice: Dice): Operation | null {
    const policy = dice.pick(model.abac.policies);
    if (!policy) return null;
    const tenant = dice.seldom(12) ? someone(model, dice) : policy.tenant;
    return cast({
      text: `deleteAbacPolicy ${tenant.label} ${policy.name} of ${policy.tenant.label}`,
      subject: tenant,
      verdict: model.abac.remove(tenant, policy),
      call: (engine) => engine.deleteAbacPolicy(tenant.id, policy.id),
    });
  },
  evaluateAbac(model: Model, dice: Dice): Operation | null {
    const tenant = someone(model, dice);
    const request = someRequest(dice);
    return cast<AbacDecision>({
      text: `evaluateAbac ${tenant.label} ${show(request)}`,
      subject: tenant,
      verdict: {
        refused: model.forest.standing(tenant),
        apply: (answer) => same("The decision", knownDecision(answer), model.abac.evaluate(tenant, request)),
      },
      call: (engine) => engine.evaluateAbac(tenant.id, request),
    });
  },
};
