import {
  MAX_TREE_DEPTH,
  type MovePreview,
  type StratumError,
  type Tenant,
  TenantAlreadyExistsError,
} from "@stratum-hq/core";
import type { Caller, Deps } from "../caller.ts";
import { assertActive, checkId } from "./find.ts";
import { type Weight, weighMove } from "./preview.sql.ts";
import { assertMayMove, cycle, tooDeep } from "./structure.ts";
import type { TenantsApi } from "./tenants.ts";

/** What a move would do: by the rules of `moveTenant`, from one snapshot. */
export function createPreview({ db, caller: callerOf }: Deps): Pick<TenantsApi, "previewMove"> {
  return {
    async previewMove(id, newParentId) {
      const caller = callerOf();
      caller.need("read");
      const tenant_id = checkId(id);
      const parent_id = newParentId === null ? null : checkId(newParentId, "body.parent_id");
      assertMayMove(caller, tenant_id, parent_id);
      const weight = await weighMove(db, caller, tenant_id, parent_id);
      const self = caller.find(weight.self, tenant_id);
      assertActive(self);
      const target = parent_id === null ? null : caller.find(weight.target, parent_id);
      const refusals = refusalsOf(self, target, weight).map(({ code, message }) => ({ code, message }));
      const allowed = refusals.length === 0;
      return { tenant_id, parent_id, allowed, refusals, ...effects(caller, target, weight) };
    },
  };
}

/** Every error that the move would meet. */
function refusalsOf(self: Tenant, target: Tenant | null, weight: Weight): StratumError[] {
  if (weight.cycle) return [cycle(self.id, target?.id ?? null)];
  if (self.parent_id === (target?.id ?? null)) return [];
  const refusals: StratumError[] = [];
  try {
    if (target) assertActive(target);
  } catch (error) {
    refusals.push(error as StratumError);
  }
  if ((target ? target.depth + 1 : 0) + weight.deepest - self.depth >= MAX_TREE_DEPTH)
    refusals.push(tooDeep());
  if (weight.taken) {
    const message = `There is a tenant with the slug "${self.slug}" already. Rename one of them first.`;
    refusals.push(new TenantAlreadyExistsError(message, { slug: self.slug }));
  }
  return refusals;
}

type Effects = Pick<MovePreview, "tenants" | "config" | "permissions" | "locks">;
/** What would change, with secrets masked and the names of tenants above the caller's view left out. */
function effects(
  caller: Caller,
  target: Tenant | null,
  { tenants, config, permissions, locks }: Weight,
): Effects {
  const visible = target ? caller.visibleChain(target) : new Set<string>();
  return {
    tenants,
    config: {
      count: config.count,
      examples: config.examples.map(({ before, after, secret, ...one }) => {
        const shown = (side: typeof before) => {
          const masked = secret || side?.[0] === "sealed";
          return side && { value: masked ? null : side[1], masked };
        };
        return { ...one, before: shown(before), after: shown(after) };
      }),
    },
    permissions: { ...permissions, examples: permissions.examples.map(({ secret: _, ...one }) => one) },
    locks: {
      count: locks.count,
      examples: locks.examples.map(({ name, ...lock }) => ({
        ...lock,
        source_name: visible.has(lock.source_tenant_id) ? name : null,
      })),
    },
  };
}
