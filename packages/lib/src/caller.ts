/** Who calls, and what it may see: the one place where scopes and subtrees are judged. */
import {
  type ActorContext,
  type ApiKeyScope,
  ForbiddenError,
  parseAncestryPath,
  scopeSatisfies,
  TenantNotFoundError,
} from "@stratum-hq/core";

/** Where a tenant stands; enough to tell whether a caller sees it. */
export interface Placed {
  id: string;
  ancestry_path: string;
}

export interface Caller {
  context: ActorContext;
  /** Top of the visible subtree; null sees everything. */
  within: string | null;
  /** @throws ForbiddenError if the caller's scopes do not cover `scope`. */
  need(scope: ApiKeyScope): void;
  sees(tenant: Placed): boolean;
  /**
   * The tenant, if it exists and the caller sees it.
   * @throws TenantNotFoundError otherwise, in the same words for both.
   */
  find<T extends Placed>(tenant: T | undefined | null, id: string): T;
  /** Ids of the chain (root first, self last) that the caller sees. */
  visibleChain(tenant: Placed): Set<string>;
}

/** Makes the caller of a context. No scopes: the system itself, unrestricted. */
export function createCaller(context: ActorContext): Caller {
  const within = context.scopes ? (context.tenant_id ?? null) : null;
  const sees = (tenant: Placed): boolean =>
    within === null || tenant.id === within || parseAncestryPath(tenant.ancestry_path).includes(within);
  return {
    context,
    within,
    need(scope) {
      if (context.scopes && !scopeSatisfies(context.scopes, scope)) {
        throw new ForbiddenError(
          `This needs the scope "${scope}"; the caller holds ${context.scopes.join(", ") || "none"}.`,
          {
            required_scope: scope,
          },
        );
      }
    },
    sees,
    find(tenant, id) {
      if (!tenant || !sees(tenant))
        throw new TenantNotFoundError(`There is no tenant ${id}.`, { tenant_id: id });
      return tenant;
    },
    visibleChain(tenant) {
      const chain = [...parseAncestryPath(tenant.ancestry_path), tenant.id];
      return new Set(within === null ? chain : chain.slice(Math.max(0, chain.indexOf(within))));
    },
  };
}

/** What every feature is made of. */
export interface Deps {
  db: import("@stratum-hq/db-adapters").Database;
  cache: Pick<import("./cache.ts").Cache, "answer">;
  /** The caller of a method: the bound one of `as()`, else the one named in the call, else the system. */
  caller(context?: ActorContext): Caller;
}
