"use client";
import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";
import { tenantKey, useStratumClient, useTenantId } from "../../provider/index.ts";
import { useControllable } from "../../ui/index.ts";
import { type InheritanceLayout, layOut, type Step, stepFrom } from "./inheritance.layout.ts";
import { type InheritanceChain, type InheritancePage, loadChain, loadPage } from "./inheritance.sources.ts";
import {
  countStates,
  type InheritanceKind,
  type InheritanceNode,
  type InheritancePlace,
  type InheritanceState,
  toNodes,
} from "./inheritance.ts";

export type InheritanceShape = "graph" | "table";

export interface InheritanceOptions {
  /** Default `config`. */
  kind?: InheritanceKind | undefined;
  /** The tenant whose chain and subtree are drawn. Default: the nearest scope's. */
  tenantId?: string | undefined;
  /** Drawn or listed, if you hold it. */
  shape?: InheritanceShape | undefined;
  /** Default `graph`. */
  defaultShape?: InheritanceShape | undefined;
  /** Told whether the drawing or the table shows. */
  onShapeChange?: ((shape: InheritanceShape) => void) | undefined;
  /** Id of the tenant that is looked at, if you hold it. */
  selectedId?: string | undefined;
  /** Default: the tenant itself. */
  defaultSelectedId?: string | undefined;
  /** Told which tenant is looked at. */
  onSelectedChange?: ((tenantId: string) => void) | undefined;
}

export interface Inheritance {
  tenantId: string;
  kind: InheritanceKind;
  /** The queries behind it. Nothing is drawn before the chain is there. */
  chain: UseQueryResult<InheritanceChain>;
  below: UseInfiniteQueryResult<InfiniteData<InheritancePage>>;
  /** All that is drawn, parents first. */
  nodes: readonly InheritanceNode[];
  node: (tenantId: string) => InheritanceNode | undefined;
  counts: Readonly<Record<InheritanceState, number>>;
  layout: InheritanceLayout;
  /** The node that is looked at; undefined while there is none. */
  selected: InheritanceNode | undefined;
  select: (tenantId: string) => void;
  /** Goes along the tree from the node that is looked at, and gives the one it leads to. */
  step: (step: Step) => string;
  shape: InheritanceShape;
  setShape: (shape: InheritanceShape) => void;
  hasMore: boolean;
  loadingMore: boolean;
  showMore: () => void;
}

/** Everything that `InheritanceGraph` knows and does, without its markup: one key over a tenant's chain and subtree. */
export function useInheritance(key: string, options: InheritanceOptions = {}): Inheritance {
  const client = useStratumClient();
  const tenantId = useTenantId(options.tenantId);
  const kind = options.kind ?? "config";
  const feature = kind === "config" ? "config" : "permissions";
  const [shape, setShape] = useControllable(
    options.shape,
    options.defaultShape ?? "graph",
    options.onShapeChange,
  );
  const [selectedId, select] = useControllable(
    options.selectedId,
    options.defaultSelectedId ?? tenantId,
    options.onSelectedChange,
  );
  const chain = useQuery({
    queryKey: tenantKey(tenantId, feature, "inheritance", key),
    queryFn: ({ signal }) => loadChain(client, kind, tenantId, key, signal),
  });
  const reached = chain.data?.reached ?? false;
  const below = useInfiniteQuery({
    queryKey: tenantKey(tenantId, feature, "inheritance", key, "below", reached) as QueryKey,
    queryFn: ({ pageParam, signal }) =>
      loadPage(client, kind, { tenantId, key, cursor: pageParam, reached, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: InheritancePage) => last.next_cursor ?? undefined,
    enabled: chain.isSuccess,
  });
  const nodes = useMemo(
    () => (chain.data ? drawn(chain.data, below.data?.pages ?? []) : []),
    [chain.data, below.data],
  );
  const layout = useMemo(() => layOut(nodes), [nodes]);
  const counts = useMemo(() => countStates(nodes), [nodes]);
  const byId = useMemo(() => new Map(nodes.map((node) => [node.tenant_id, node])), [nodes]);
  const selected = byId.get(selectedId) ?? byId.get(tenantId);
  return {
    ...{ tenantId, kind, chain, below, nodes, counts, layout, selected, select, shape, setShape },
    node: (id) => byId.get(id),
    step: (step) => {
      const next = stepFrom(layout, selected?.tenant_id ?? tenantId, step);
      select(next);
      return next;
    },
    hasMore: below.hasNextPage,
    loadingMore: below.isFetchingNextPage,
    showMore: () => void below.fetchNextPage(),
  };
}

/** Chain and pages as one drawing. A tenant hangs below the nearest of its ancestors that is drawn. */
function drawn(chain: InheritanceChain, pages: readonly InheritancePage[]): InheritanceNode[] {
  const known = new Set(chain.places.map((place) => place.tenant_id));
  const below = pages.flatMap(({ tenants }) =>
    tenants.map(({ id, name, ancestry_path }): InheritancePlace => {
      const parent_id = ancestry_path.split("/").findLast((one) => known.has(one)) ?? null;
      known.add(id);
      return { tenant_id: id, name, parent_id };
    }),
  );
  const own = new Map([...pages.flatMap((page) => page.own), ...chain.own]);
  return toNodes([...chain.places, ...below], own, chain.base);
}
