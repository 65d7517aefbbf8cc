/** What changes the shape of a tree, and the lifecycle. */
import {
  type ActorContext,
  Cascade,
  CreateTenant,
  type CreateTenantInput,
  InvalidTenantStateError,
  invalid,
  MAX_TREE_DEPTH,
  ReorderTenant,
  type Tenant,
  TenantAlreadyExistsError,
  TenantCycleDetectedError,
  TenantDepthExceededError,
  TenantHasChildrenError,
  UpdateTenant,
  VersionConflictError,
  validate,
} from "@stratum-hq/core";
import { RetryTransaction, type Transaction } from "@stratum-hq/db-adapters";
import { v7 } from "uuid";
import type { Caller, Deps, Placed } from "../caller.ts";
import { assertActive, assertTree, checkId, findTenant, treeOf } from "./find.ts";
import * as q from "./structure.sql.ts";
import type { TenantsApi } from "./tenants.ts";

/** `cascade` takes the whole subtree along. Default false. */
export type CascadeOption = { cascade?: boolean | undefined } | undefined;
type StructureApi = Pick<
  TenantsApi,
  | "createTenant"
  | "createOrganization"
  | "updateTenant"
  | "moveTenant"
  | "reorderTenant"
  | "suspendTenant"
  | "resumeTenant"
  | "archiveTenant"
  | "deleteTenant"
>;

/** Where a tenant may go from each status. */
const TRANSITIONS: Record<string, readonly string[]> = {
  active: ["suspended", "archived"],
  suspended: ["active", "archived"],
  archived: ["active"],
};

/** A tree would get more levels than it may have. */
export const tooDeep = (): TenantDepthExceededError =>
  new TenantDepthExceededError(`A tree has at most ${MAX_TREE_DEPTH} levels; this would make a deeper one.`, {
    max_levels: MAX_TREE_DEPTH,
  });

/** A tenant would come to stand below itself. */
export const cycle = (tenant_id: string, parent_id: string | null): TenantCycleDetectedError =>
  new TenantCycleDetectedError("A tenant cannot move below itself.", { tenant_id, parent_id });

/** @throws ValidationError if a caller that sees a subtree would move its top, or anything out of it. */
export function assertMayMove(caller: Caller, id: string, parent_id: string | null): void {
  if (caller.within === null || (parent_id !== null && id !== caller.within)) return;
  throw invalid([
    {
      path: "body.parent_id",
      message: "must lie in the caller's subtree: only a platform caller may move its top, or make a root",
    },
  ]);
}

export function createStructure({ db, caller: callerOf }: Deps): StructureApi {
  const writer = (context?: ActorContext): Caller => {
    const caller = callerOf(context);
    caller.need("write");
    return caller;
  };
  const become =
    (to: keyof typeof TRANSITIONS & string, action: string) =>
    async (id: string, options?: CascadeOption, context?: ActorContext): Promise<Tenant> =>
      transition(writer(context), checkId(id), to, validate(Cascade, options)?.cascade ?? false, action);

  async function transition(
    caller: Caller,
    id: string,
    to: string,
    cascade: boolean,
    action: string,
  ): Promise<Tenant> {
    const from = Object.keys(TRANSITIONS).filter((status) => TRANSITIONS[status]?.includes(to));
    return db.transaction(async (tx) => {
      const before = await q.lockTrees(tx, [id], {});
      const alone = to !== "active" && !cascade;
      const facts = await q.changeStatus(tx, caller, id, { to, from, cascade, alone, action });
      const old = caller.find(facts.old, id);
      holdsTree(before, old);
      if (facts.tenant) return facts.tenant;
      if (facts.taken) throw slugTaken(caller, facts.taken);
      return refuse(old, to, facts);
    });
  }

  async function create(caller: Caller, input: CreateTenantInput): Promise<Tenant> {
    const { parent_id = null, ...rest } = input;
    // Above its subtree a caller sees nothing: making a root is for those who see all.
    if (parent_id === null && caller.within !== null) {
      throw invalid([
        { path: "body.parent_id", message: "is required: only a platform caller may create a root" },
      ]);
    }
    return db.steps(async (tx) => {
      const tenant = await q.insertTenant(tx, caller, {
        id: v7(),
        parent_id,
        name: rest.name,
        slug: rest.slug,
        metadata: rest.metadata ?? {},
        isolation_strategy: rest.isolation_strategy ?? null,
      });
      if (tenant) return tenant;
      const parent = await findTenant(tx, caller, parent_id as string);
      assertActive(parent);
      if (parent.depth + 1 >= MAX_TREE_DEPTH) throw tooDeep();
      // What refused is no longer so.
      throw new RetryTransaction();
    });
  }

  return {
    createTenant: async (input, context) => create(writer(context), validate(CreateTenant, input)),
    createOrganization: async (input, context) =>
      create(writer(context), validate(CreateTenant.omit({ parent_id: true }), input)),
    async updateTenant(id, patch, context) {
      const caller = writer(context);
      checkId(id);
      const change = validate(UpdateTenant, patch);
      return db.transaction(async (tx) => {
        const before = await q.lockTrees(tx, [id], { shared: change.slug === undefined });
        const { tenant, old } = await q.updateTenantRow(tx, caller, id, change, rootsOf(before));
        const current = caller.find(old, id);
        holdsTree(before, current);
        assertActive(current);
        if (tenant) return tenant;
        throw new VersionConflictError(
          `Tenant ${id} is at version ${current.version}, not ${change.expected_version}.`,
          { current },
        );
      });
    },
    async moveTenant(id, newParentId, context) {
      const caller = writer(context);
      checkId(id);
      if (newParentId !== null) checkId(newParentId, "body.parent_id");
      return db.transaction((tx) => move(tx, caller, id, newParentId));
    },
    async reorderTenant(id, place, context) {
      const caller = writer(context);
      checkId(id);
      const { position } = validate(ReorderTenant, { position: place });
      if (id === caller.within) {
        throw invalid([
          { path: "params.id", message: "is the top of the caller's view: its siblings are others'" },
        ]);
      }
      return db.transaction(async (tx) => {
        const before = await q.lockTrees(tx, [id], { siblings_of_parent: id });
        const { tenant, self } = await q.reorderTenantRows(tx, caller, id, position);
        const current = caller.find(self, id);
        holdsTree(before, current);
        holdsSiblings(before, current);
        assertActive(current);
        return tenant ?? current;
      });
    },
    suspendTenant: become("suspended", "tenants.suspended"),
    resumeTenant: become("active", "tenants.resumed"),
    archiveTenant: become("archived", "tenants.archived"),
    deleteTenant: become("archived", "tenants.archived"),
  };
}

/** The ids in a path, root first. */
const ids = (path = "/"): string[] => path.split("/").filter(Boolean);

/** The trees whose locks a write took, by the ids of their roots. */
export const rootsOf = (before: Record<string, string>): string[] =>
  Object.entries(before).map(([id, ancestry_path]) => treeOf({ id, ancestry_path }));

/** Somebody may have moved the tenant to another tree while this write waited for the locks. @throws RetryTransaction */
export const holdsTree = (before: Record<string, string>, tenant: Placed): void =>
  assertTree(tenant, treeOf({ id: tenant.id, ancestry_path: before[tenant.id] ?? "/" }));

/** Likewise: it may have come under another parent, whose list of children is not the one that is locked. */
export function holdsSiblings(before: Record<string, string>, tenant: Tenant): void {
  if (ids(before[tenant.id]).at(-1) !== ids(tenant.ancestry_path).at(-1)) throw new RetryTransaction();
}

async function move(tx: Transaction, caller: Caller, id: string, parent_id: string | null): Promise<Tenant> {
  assertMayMove(caller, id, parent_id);
  const before = await q.lockTrees(tx, parent_id ? [id, parent_id] : [id], {
    siblings_of: [parent_id],
    siblings_of_parent: id,
  });
  const {
    tenant,
    self,
    target,
    deepest,
    cycle: below,
  } = await q.moveTenantRows(tx, caller, id, parent_id, rootsOf(before));
  const current = caller.find(self, id);
  holdsTree(before, current);
  holdsSiblings(before, current);
  if (target) holdsTree(before, target);
  assertActive(current);
  if (parent_id) {
    const parent = caller.find(target, parent_id);
    assertActive(parent);
    if (below) throw cycle(id, parent_id);
    if (parent.depth + 1 + deepest - current.depth >= MAX_TREE_DEPTH) throw tooDeep();
  }
  return tenant ?? current;
}

/** A tenant cannot come back as long as another one has its slug; who may not see that one is not told which. */
function slugTaken(caller: Caller, { slug, tenant_id, by }: q.Taken): TenantAlreadyExistsError {
  const other = caller.sees(by) ? `Tenant ${by.id}` : "A sibling";
  return new TenantAlreadyExistsError(
    `${other} has taken the slug "${slug}" of ${tenant_id}. Rename it, then resume.`,
    { slug, tenant_id, ...(caller.sees(by) && { taken_by: by.id }) },
  );
}

/** Says why a change of status was not made. */
function refuse(tenant: Tenant, to: string, { parent_status, active_children }: q.Transitioned): never {
  const { id, status } = tenant;
  const allowed = TRANSITIONS[status] ?? [];
  if (!allowed.includes(to)) {
    throw new InvalidTenantStateError(
      `Tenant ${id} is ${status}; from there it can become ${allowed.join(" or ")}.`,
      { status, allowed },
    );
  }
  if (to === "active") {
    throw new InvalidTenantStateError(`The parent of ${id} is ${parent_status}: make it active first.`, {
      status,
      allowed: [],
    });
  }
  throw new TenantHasChildrenError(
    `Tenant ${id} has ${active_children} active children. Give { "cascade": true } to take them along.`,
    { active_children },
  );
}
