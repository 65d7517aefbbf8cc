"use client";
import type { TenantRef } from "@stratum-hq/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/context.ts";
import { childrenOptions, rootsOptions } from "./tenants.queries.ts";
import { useTenant, useTenantAncestors } from "./useTenant.ts";

export interface TenantBreadcrumbOptions {
  /** Default: the nearest scope's. */
  tenantId?: string | undefined;
  /** Steps that are shown beside the tenant itself; those between go into a menu. Default 3. */
  maxSteps?: number | undefined;
}

/** One step of the way. */
export interface BreadcrumbStep extends TenantRef {
  /** Below which its siblings hang; null at the top of what the caller sees. */
  parentId: string | null;
}

export interface TenantBreadcrumbState {
  state: "loading" | "error" | "ready";
  error: unknown;
  retry: () => void;
  /** All steps above the tenant, top first. */
  above: readonly BreadcrumbStep[];
  /** The first steps that show, those in the menu, and the last that show. */
  first: readonly BreadcrumbStep[];
  hidden: readonly BreadcrumbStep[];
  last: readonly BreadcrumbStep[];
  /** The tenant itself. */
  here: BreadcrumbStep | null;
}

/** The way from the top of the caller's view to a tenant, folded in the middle when it is long. */
export function useTenantBreadcrumb(options: TenantBreadcrumbOptions = {}): TenantBreadcrumbState {
  const { maxSteps = 3 } = options;
  const id = useTenantId(options.tenantId);
  const tenant = useTenant(id);
  const ancestors = useTenantAncestors(id);
  const chain = [...(ancestors.data ?? []), ...(tenant.data ? [tenant.data] : [])];
  const steps = chain.map(({ id, name, slug }, index) => ({
    id,
    name,
    slug,
    parentId: chain[index - 1]?.id ?? null,
  }));
  const above = tenant.data ? steps.slice(0, -1) : steps;
  const folded = above.length > maxSteps;
  const from = above.length - maxSteps + 1;
  return {
    state:
      tenant.isPending || ancestors.isPending ? "loading" : tenant.data && ancestors.data ? "ready" : "error",
    error: tenant.error ?? ancestors.error,
    retry: () => {
      if (tenant.isError) void tenant.refetch();
      if (ancestors.isError) void ancestors.refetch();
    },
    above,
    first: folded ? above.slice(0, 1) : [],
    hidden: folded ? above.slice(1, from) : [],
    last: folded ? above.slice(from) : above,
    here: tenant.data ? (steps.at(-1) ?? null) : null,
  };
}

/** Tenants beside one another, by pages. */
export interface TenantSiblings {
  list: readonly TenantRef[];
  state: "loading" | "error" | "ready";
  error: unknown;
  retry: () => void;
  hasMore: boolean;
  loadMore: () => void;
  loadingMore: boolean;
}

/** The tenants below a parent, or at the top for null; asked for only while `enabled`, as when a menu is open. */
export function useTenantSiblings(parentId: string | null, enabled: boolean): TenantSiblings {
  const client = useStratumClient();
  const query = useInfiniteQuery({
    ...(parentId === null ? rootsOptions(client) : childrenOptions(client, parentId)),
    enabled,
  });
  return {
    list: query.data?.pages.flatMap((page) => page.data) ?? [],
    state: query.isPending ? "loading" : query.isError && !query.data ? "error" : "ready",
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadMore: () => void query.fetchNextPage(),
    loadingMore: query.isFetchingNextPage,
  };
}
