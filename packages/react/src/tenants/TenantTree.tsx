"use client";
import { Building2, Plus, SearchX } from "lucide-react";
import {
  type CSSProperties,
  forwardRef,
  type HTMLAttributes,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
} from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "../ui/Button.tsx";
import { cx, type Part } from "../ui/part.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { EmptyState, ErrorState } from "../ui/States.tsx";
import { isTenantNode } from "./search-graft.ts";
import { TenantTreeRow } from "./TenantTreeRow.tsx";
import { tenantsMessages } from "./tenants.messages.ts";
import { type TenantTreeViewOptions, useTenantTreeView } from "./useTenantTreeView.ts";

export interface TenantTreeProps
  extends Omit<HTMLAttributes<HTMLDivElement>, "onChange" | "defaultValue">,
    TenantTreeViewOptions {
  /** Shows a field that searches the whole forest and hangs what it finds under its ancestors. Default false. */
  searchable?: boolean | undefined;
  /** Stands in place of “no tenants yet”. */
  empty?: ReactNode;
  /** Names of regions by id, for the badge of a tenant that has one. Default: no such badges. */
  regions?: Readonly<Record<string, string>> | undefined;
}

const TreeSearchBar = lazy(async () => ({ default: (await import("./TreeSearchBar.tsx")).TreeSearchBar }));
const TreeBulkBar = lazy(async () => ({ default: (await import("./TreeBulkBar.tsx")).TreeBulkBar }));
const TenantTreeOverlays = lazy(async () => ({
  default: (await import("./TenantTreeOverlays.tsx")).TenantTreeOverlays,
}));

/**
 * The forest as a tree. Loads children by pages as they are opened, keeps its place, and draws only what is in view.
 * Needs a height from what is around it.
 *
 * Keys: arrows, Home, End, PageUp, PageDown, `*` opens all siblings, letters find a name, Enter or Space selects.
 * F2 renames, Delete archives, Shift+F10 or the menu key opens the menu, Alt+Up and Alt+Down change the order.
 * Ctrl+X picks up, Ctrl+V puts below, Escape leaves it. Shift with arrows, Home, End or Space, Ctrl+Space and Ctrl+A
 * mark several.
 */
export const TenantTree: Part<TenantTreeProps, HTMLDivElement> = forwardRef<HTMLDivElement, TenantTreeProps>(
  function TenantTree(props, ref) {
    const { searchable = false, empty, regions, className, readOnly = false, ...rest } = props;
    const t = useMessages(tenantsMessages);
    const view = useTenantTreeView({ ...rest, readOnly });
    const { forest, tree, move, over, menu, request } = view;
    const searching = forest.hits !== null;
    return (
      <div
        data-slot="tenant-tree"
        {...rootProps(rest)}
        ref={(element) => {
          tree.scrollRef.current = element;
          if (typeof ref === "function") ref(element);
          else if (ref) ref.current = element;
        }}
        className={cx("st-tree", className)}
        data-state={forest.state}
      >
        {searchable && (
          <div className="st-tree-search" data-slot="tenant-tree-search">
            <Suspense fallback={null}>
              <TreeSearchBar view={view} />
            </Suspense>
          </div>
        )}
        {forest.state === "loading" && <TreeSkeleton label={t("tenants.tree.loading")} />}
        {forest.state === "error" && (
          <ErrorState
            title={t("tenants.tree.error.title")}
            error={forest.error}
            onRetry={() => forest.retry(null)}
          />
        )}
        {forest.state === "empty" && searching && (
          <EmptyState
            icon={<SearchX aria-hidden />}
            title={t("tenants.tree.nothing", { query: view.query.trim() })}
          />
        )}
        {forest.state === "empty" &&
          !searching &&
          (empty ?? (
            <EmptyState
              icon={<Building2 aria-hidden />}
              title={t("tenants.tree.empty.title")}
              action={
                !readOnly && (
                  <Button
                    variant="primary"
                    icon={<Plus aria-hidden />}
                    onClick={() => view.ask("create", null)}
                  >
                    {t("tenants.action.create")}
                  </Button>
                )
              }
            >
              {t("tenants.tree.empty.text")}
            </EmptyState>
          ))}
        {forest.state === "ready" && (
          <div
            role="tree"
            {...tree.treeProps}
            style={{ ...tree.treeProps.style, ...indentOf(forest.outline.levels) }}
            className="st-tree-list"
            aria-label={t("tenants.tree.label")}
          >
            {tree.visible.map((visible) => {
              const { row, index } = visible;
              const node = row.kind === "item" && isTenantNode(row.item) ? row.item : null;
              const held = row.kind === "item" && over?.row.key === row.key ? over : null;
              return (
                <TenantTreeRow
                  key={row.key}
                  row={row}
                  index={index}
                  rowProps={tree.rowProps(visible)}
                  hit={row.kind === "item" && forest.hits?.has(row.id)}
                  carried={move.carried.some((one) => one.id === row.key)}
                  drop={held?.zone}
                  refusal={
                    row.kind === "item" && held?.zone !== "before" && held?.zone !== "after"
                      ? move.refusal(row.item)
                      : null
                  }
                  renaming={node !== null && view.renamingId === node.id}
                  onRename={(name) => node && view.rename(node, name)}
                  onRenameEnd={(byKey) => node && view.endRename(node, byKey)}
                  onToggle={() => row.kind === "item" && forest.expand([row.id], !row.expanded)}
                  onMenu={node && !readOnly ? (place) => view.openMenu(node, place) : undefined}
                  menuOpen={node !== null && menu?.node.id === node.id}
                  region={node?.region_id ? regions?.[node.region_id] : undefined}
                />
              );
            })}
          </div>
        )}
        {view.marked.length > 1 && (
          <Suspense fallback={null}>
            <TreeBulkBar marked={view.marked} onAction={view.askMarked} onClear={view.clearMarks} />
          </Suspense>
        )}
        {(menu || request) && (
          <Suspense fallback={null}>
            <TenantTreeOverlays
              menu={menu}
              request={request}
              run={view.run}
              onMenuClose={view.closeMenu}
              onRequestClose={view.closeRequest}
            />
          </Suspense>
        )}
      </div>
    );
  },
);

/** The props that belong on the root element. */
function rootProps(
  props: Omit<TenantTreeProps, "searchable" | "empty" | "regions" | "readOnly" | "className">,
): HTMLAttributes<HTMLDivElement> {
  const { value: _1, onValueChange: _2, selectedIds: _3, defaultSelectedIds: _4, ...a } = props;
  const { onSelectedIdsChange: _5, query: _6, defaultQuery: _7, onQueryChange: _8, ...b } = a;
  const { expandedIds: _9, defaultExpandedIds: _10, onExpandedChange: _11, storageKey: _12, ...c } = b;
  const { expandSingleRoot: _13, includeArchived: _14, onBeforeChange: _15, onAfterChange: _16, ...root } = c;
  return root;
}

/** Indent of a level in px, less in a deep tree so that its names keep their place. */
function indentOf(levels: number): CSSProperties {
  const step = Math.max(10, Math.min(20, 26 - levels));
  return { "--st-tree-step": `${step}px` } as CSSProperties;
}

function TreeSkeleton({ label }: { label: string }): ReactElement {
  return (
    <div className="st-tree-skeleton" role="status" data-slot="tenant-tree-skeleton">
      <span className="st-sr-only">{label}</span>
      {[56, 40, 48, 44, 60, 36].map((width) => (
        <div key={width} className="st-tree-skeleton-row">
          <Skeleton width={16} height={16} />
          <Skeleton width={`${width}%`} />
        </div>
      ))}
    </div>
  );
}
