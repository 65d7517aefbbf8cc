import {
  BatchCreateTenants,
  type BatchTenantInput,
  type ErrorClass,
  invalid,
  MAX_TREE_DEPTH,
  StratumError,
  TenantAlreadyExistsError,
  validate,
} from "@stratum-hq/core";
import { v7 } from "uuid";
import type { Caller, Deps } from "../caller.ts";
import { insertTenants, type Planned } from "./batch.sql.ts";
import { assertActive } from "./find.ts";
import { lockTrees } from "./structure.sql.ts";
import { holdsTree, tooDeep } from "./structure.ts";
import type { TenantsApi } from "./tenants.ts";

/** Many tenants by one statement, all or none. */
export function createBatch({ db, caller: callerOf }: Deps): Pick<TenantsApi, "batchCreateTenants"> {
  return {
    async batchCreateTenants(inputs, context) {
      const caller = callerOf(context);
      caller.need("write");
      const batch = plan(caller, validate(BatchCreateTenants, { tenants: inputs }).tenants);
      const tops = [...new Set(batch.map(({ top }) => top))];
      return db.transaction(async (tx) => {
        const ids = tops.filter((top) => top !== null);
        const before = await lockTrees(tx, ids, { shared: true, siblings_of: tops });
        const { created, parents, taken } = await insertTenants(tx, caller, batch);
        for (const { index, top, level, slug } of batch)
          at(index, () => {
            const parent = top === null ? null : caller.find(parents[top], top);
            if (parent) {
              holdsTree(before, parent);
              assertActive(parent);
            }
            if ((parent ? parent.depth + 1 : 0) + level >= MAX_TREE_DEPTH) throw tooDeep();
            if (taken.includes(index)) throw slugTaken(slug);
          });
        return { created, errors: [] };
      });
    },
  };
}

const slugTaken = (slug: string): TenantAlreadyExistsError =>
  new TenantAlreadyExistsError(`A sibling already has the slug "${slug}".`, { slug });

/** Runs a rule for one tenant of the batch; its refusal names the place. */
function at(index: number, rule: () => void): void {
  try {
    rule();
  } catch (error) {
    if (!(error instanceof StratumError)) throw error;
    const Refusal = error.constructor as ErrorClass;
    throw new Refusal(`Tenant ${index} of the batch: ${error.message}`, { ...error.details, index });
  }
}

/** Works out the levels of a batch, so that one statement can insert them all. */
function plan(caller: Caller, tenants: readonly BatchTenantInput[]): Planned[] {
  const named = new Map<string, Planned>();
  const siblings = new Map<string | null, Set<string>>();
  return tenants.map(({ ref, parent_ref, parent_id = null, ...tenant }, index) => {
    const parent = parent_ref === undefined ? undefined : named.get(parent_ref);
    if (!parent && parent_id === null && caller.within !== null) {
      const message = "is required: only a platform caller may create a root";
      throw invalid([{ path: `body.tenants.${index}.parent_id`, message }]);
    }
    const { slug } = tenant;
    const beside = siblings.get(parent?.id ?? parent_id) ?? new Set();
    siblings.set(parent?.id ?? parent_id, beside);
    at(index, () => {
      if (beside.has(slug)) throw slugTaken(slug);
    });
    const planned: Planned = {
      index,
      id: v7(),
      parent_id: parent?.id ?? parent_id,
      top: parent ? parent.top : parent_id,
      level: parent ? parent.level + 1 : 0,
      path: parent ? `${parent.path}/${parent.id}` : "",
      slugs: parent ? `${parent.slugs}.${slug}` : slug,
      place: beside.size,
      name: tenant.name,
      slug,
      metadata: tenant.metadata ?? {},
      isolation_strategy: tenant.isolation_strategy ?? parent?.isolation_strategy ?? null,
    };
    beside.add(slug);
    if (ref !== undefined) named.set(ref, planned);
    return planned;
  });
}
