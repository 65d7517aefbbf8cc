/**
 * The tree with 100,000 open rows: 1,000 resellers with 100 customers each, all of it in the cache. Another number of
 * resellers is measured without bars: `pnpm bench:ui "tree?resellers=10000"`.
 */
import { childrenKey, rootsKey, TenantProvider, TenantTree, type TenantTreeState } from "@stratum-hq/react";
import { createMockControlPlane } from "@stratum-hq/sdk/msw";
import "@stratum-hq/react/styles.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { type Figure, median, untilPainted } from "./figures.ts";

const asked = new URLSearchParams(location.search).get("resellers");
const RESELLERS = Number(asked ?? 1_000);
const CUSTOMERS = 100;
const ROUNDS = 9;
/** What Chromium draws of an element; a longer tree ends there. */
const HIGHEST = 33_000_000;

type TenantNode = ReturnType<TenantTreeState["childrenOf"]>[number];

declare global {
  interface Performance {
    /** Chromium's. */
    memory?: { usedJSHeapSize: number };
  }
}
const heap = (): number => (performance.memory?.usedJSHeapSize ?? Number.NaN) / 2 ** 20;

const node = (id: string, parent_id: string | null, depth: number, below: [number, number]): TenantNode => ({
  id,
  parent_id,
  ancestry_path: depth === 0 ? "/" : depth === 1 ? "/root" : `/root/${parent_id}`,
  ancestry_ltree: id,
  depth,
  name: `Tenant ${id}`,
  slug: id,
  metadata: {},
  isolation_strategy: "SHARED_RLS",
  status: "active",
  region_id: null,
  sort_order: 0,
  version: 1,
  deleted_at: null,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  child_count: below[0],
  descendant_count: below[1],
});
const pages = (data: TenantNode[]) => ({
  pages: [{ data, next_cursor: null, has_more: false }],
  pageParams: [undefined],
});

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY } },
});
const resellers = Array.from({ length: RESELLERS }, (_, i) => `r${i}`);
queries.setQueryData(rootsKey(), pages([node("root", null, 0, [RESELLERS, RESELLERS * (CUSTOMERS + 1)])]));
queries.setQueryData(
  childrenKey("root"),
  pages(resellers.map((id) => node(id, "root", 1, [CUSTOMERS, CUSTOMERS]))),
);
for (const id of resellers)
  queries.setQueryData(
    childrenKey(id),
    pages(Array.from({ length: CUSTOMERS }, (_, i) => node(`${id}c${i}`, id, 2, [0, 0]))),
  );

const place = document.getElementById("root");
if (!place) throw new Error("The page has no root.");
place.style.height = "640px";
const root = createRoot(place);
const rows = (): number => document.querySelectorAll("[role=treeitem]").length;
const toggle = (): void =>
  document.querySelector<HTMLElement>("[data-key=root] [data-slot=tenant-tree-toggle]")?.click();

async function measure(): Promise<Figure[]> {
  const before = heap();
  const { client } = createMockControlPlane({ seed: () => {} });
  const tree = (
    <QueryClientProvider client={queries}>
      <TenantProvider client={client}>
        <div style={{ height: 640 }}>
          <TenantTree defaultExpandedIds={["root", ...resellers]} />
        </div>
      </TenantProvider>
    </QueryClientProvider>
  );
  const show = (): Promise<number> =>
    untilPainted(
      () => root.render(tree),
      () => rows() > 10,
    );
  const cold = await show();
  const height = document.querySelector<HTMLElement>("[role=tree]")?.offsetHeight ?? 0;
  const elements = document.querySelectorAll("[data-slot=tenant-tree] *").length;
  const grown = heap() - before;
  const mounts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await untilPainted(
      () => root.render(null),
      () => rows() === 0,
    );
    mounts.push(await show());
  }
  const expands: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await untilPainted(toggle, () => rows() === 1);
    expands.push(await untilPainted(toggle, () => rows() > 10));
  }
  const figures: Figure[] = [
    { what: "open rows, in thousands", value: (1 + RESELLERS * (CUSTOMERS + 1)) / 1000, unit: "" },
    { what: "first mount of the page to rows painted", value: cold, unit: "ms", bar: 200 },
    { what: "mount to rows painted, median", value: median(mounts), unit: "ms", bar: 100 },
    { what: "expand the root, median", value: median(expands), unit: "ms", bar: 50 },
    { what: "DOM elements of the tree", value: elements, unit: "", bar: 400 },
    { what: "heap that the mounted tree takes, its data aside", value: grown, unit: "MB", bar: 20 },
    { what: "heap in all, its data included", value: heap(), unit: "MB" },
  ];
  if (height < HIGHEST) figures.push({ what: "jump to the end", value: await jumpToEnd(height), unit: "ms" });
  return asked === null ? figures : figures.map(({ bar: _, ...figure }) => figure);
}

function jumpToEnd(height: number): Promise<number> {
  const scroller = document.querySelector<HTMLElement>("[data-slot=tenant-tree]");
  const last = `${resellers.at(-1)}c${CUSTOMERS - 1}`;
  return untilPainted(
    () => scroller?.scrollTo({ top: height }),
    () => document.querySelector(`[data-key=${last}]`) !== null,
  );
}
window.figures = await measure();
