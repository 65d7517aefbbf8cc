"use client";
import type { Tenant, TenantHit, TenantNode, TenantRef } from "@stratum-hq/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStratumClient } from "../provider/context.ts";
import { ancestorsOptions, childrenOptions, rootsOptions } from "./tenants.queries.ts";
import { useTenantPicker } from "./useTenantPicker.ts";

/** A possible parent; `tenant` null stands for the top level. */
export interface MoveTarget {
  tenant: Tenant | TenantNode | TenantHit | null;
  chain: readonly TenantRef[];
}

/** Places to offer for a move. */
export interface MoveTargets {
  list: readonly MoveTarget[];
  state: "loading" | "error" | "empty" | "ready";
  error: unknown;
  /** Asks again for what failed. */
  retry: () => void;
  /** Name of the parent it has now; undefined at the top or if it cannot be seen. */
  parentName: string | undefined;
}

/**
 * Hits of the search; before anything is typed, the places that are near: the top level, what is above, and the
 * siblings of the parent, where most moves go.
 */
export function useMoveTargets(tenant: TenantNode, text: string, enabled: boolean): MoveTargets {
  const client = useStratumClient();
  const found = useTenantPicker(text);
  const ancestors = useQuery({ ...ancestorsOptions(client, tenant.id), enabled });
  const chain = ancestors.data ?? [];
  const grandparent = chain.at(-2);
  const roots = useInfiniteQuery({ ...rootsOptions(client), enabled });
  const aunts = useInfiniteQuery({
    ...childrenOptions(client, grandparent?.id ?? ""),
    enabled: enabled && grandparent !== undefined,
  });
  const near = useMemo(() => {
    const refs: TenantRef[] = (ancestors.data ?? []).map(({ id, name, slug }) => ({ id, name, slug }));
    const tops = roots.data?.pages[0]?.data ?? [];
    const list: MoveTarget[] = [
      // A caller who is bound to a subtree sees its top as a root; only one who sees real roots may make another.
      ...(tops.some((top) => top.parent_id !== null) ? [] : [{ tenant: null, chain: [] }]),
      ...tops.map((one) => ({ tenant: one, chain: [] })),
      ...(ancestors.data ?? []).map((one, index) => ({ tenant: one, chain: refs.slice(0, index) })),
      ...(aunts.data?.pages[0]?.data ?? []).map((one) => ({ tenant: one, chain: refs.slice(0, -1) })),
    ];
    const ids = list.map((one) => one.tenant?.id);
    return list.filter((one, index) => ids.indexOf(one.tenant?.id) === index);
  }, [ancestors.data, roots.data, aunts.data]);

  const parentName = chain.at(-1)?.name;
  if (found.state !== "idle") {
    const list = found.hits.map((hit) => ({ tenant: hit, chain: hit.chain }));
    return { list, state: found.state, error: found.error, retry: found.retry, parentName };
  }
  const failed = ancestors.error ?? roots.error ?? aunts.error;
  const pending = ancestors.isPending || roots.isPending || (grandparent !== undefined && aunts.isPending);
  const retry = (): void => {
    for (const one of [ancestors, roots, aunts]) if (one.isError) void one.refetch();
  };
  if (failed) return { list: near, state: "error", error: failed, retry, parentName };
  return { list: pending ? [] : near, state: pending ? "loading" : "ready", error: null, retry, parentName };
}
