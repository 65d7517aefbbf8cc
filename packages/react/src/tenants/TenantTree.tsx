"use client";
import type { TenantNode } from "@stratum-hq/core";
import { Building2, Plus } from "lucide-react";
import * as Direction from "radix-ui/direction";
import {
  type CSSProperties,
  forwardRef,
  type HTMLAttributes,
  type KeyboardEvent,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useActiveTenantId } from "../provider/context.ts";
import { useSwitchTenant } from "../provider/useSwitchTenant.ts";
import { Button } from "../ui/Button.tsx";
import { useRowHeight } from "../ui/density.ts";
import { cx, type Part } from "../ui/part.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { EmptyState, ErrorState } from "../ui/States.tsx";
import type { TreeRow } from "../ui/tree/tree-outline.ts";
import { useTree } from "../ui/tree/useTree.ts";
import type { TenantRequest } from "./TenantTreeOverlays.tsx";
import { type MenuPlace, TenantTreeRow } from "./TenantTreeRow.tsx";
import { type TenantAction, tenantMenu } from "./tenant-menu.ts";
import { tenantsMessages } from "./tenants.messages.ts";
import { type TenantChangeHooks, useTenantActions } from "./useTenantActions.ts";
import { type TenantTreeOptions, useTenantTree } from "./useTenantTree.ts";

export interface TenantTreeProps
  extends Omit<HTMLAttributes<HTMLDivElement>, "onChange" | "defaultValue">,
    Omit<TenantTreeOptions, "revealId">,
    TenantChangeHooks {
  /** The selected tenant, if you hold it. Default: the provider's active one. */
  value?: string | null | undefined;
  /** Told of a selection. Without `value` it becomes the provider's active tenant as well. */
  onValueChange?: ((tenantId: string) => void) | undefined;
  /** Leaves out every way to change something. Default false. */
  readOnly?: boolean | undefined;
  /** Stands in place of “no tenants yet”. */
  empty?: ReactNode;
}

const TenantTreeOverlays = lazy(async () => ({
  default: (await import("./TenantTreeOverlays.tsx")).TenantTreeOverlays,
}));

/**
 * The forest as a tree. Loads children by pages as they are opened, keeps its place, and draws only what is in view.
 * Needs a height from what is around it.
 *
 * Keys: arrows, Home, End, PageUp, PageDown, `*` opens all siblings, letters find a name, Enter or Space selects,
 * F2 renames, Shift+F10 or the menu key opens the menu.
 */
export const TenantTree: Part<TenantTreeProps, HTMLDivElement> = forwardRef<HTMLDivElement, TenantTreeProps>(
  function TenantTree(props, ref) {
    const {
      value,
      onValueChange,
      readOnly = false,
      empty,
      onBeforeChange,
      onAfterChange,
      className,
      ...others
    } = props;
    const { expandedIds, defaultExpandedIds, onExpandedChange, storageKey, expandSingleRoot, ...rest } =
      others;
    const { includeArchived, ...root } = rest;
    const t = useMessages(tenantsMessages);
    const active = useActiveTenantId();
    const switchTenant = useSwitchTenant();
    const selectedId = value === undefined ? active : value;
    const expansion = { expandedIds, defaultExpandedIds, onExpandedChange, storageKey };
    const forest = useTenantTree({ ...expansion, expandSingleRoot, includeArchived, revealId: selectedId });
    const actions = useTenantActions({
      onBeforeChange,
      onAfterChange: (change, tenant) => {
        // what was made or moved is not left behind a closed parent
        const placed = change.action === "create" || change.action === "move";
        if (placed && tenant.parent_id) forest.expand([tenant.parent_id], true);
        onAfterChange?.(change, tenant);
      },
    });
    const [menu, setMenu] = useState<{ node: TenantNode; place: MenuPlace } | null>(null);
    const [request, setRequest] = useState<TenantRequest | null>(null);
    const [renamingId, setRenamingId] = useState<string | null>(null);
    const rowHeight = useRowHeight();

    const activate = (row: TreeRow<TenantNode>): void => {
      if (row.kind === "more") forest.loadMore(row.parentId);
      if (row.kind === "error") forest.retry(row.parentId);
      if (row.kind !== "item") return;
      onValueChange?.(row.id);
      if (value === undefined) void switchTenant(row.id);
    };
    const onKey = (row: TreeRow<TenantNode>, event: KeyboardEvent<HTMLElement>): boolean => {
      if (readOnly || row.kind !== "item") return false;
      if (event.key === "F2") return begin("rename", row.item);
      if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return false;
      const box = event.currentTarget
        .querySelector(`[data-key="${CSS.escape(row.key)}"]`)
        ?.getBoundingClientRect();
      if (box)
        setMenu({ node: row.item, place: { x: box.left + Math.min(48, box.width / 2), y: box.bottom } });
      return true;
    };
    const tree = useTree<TenantNode>({
      rows: forest.rows,
      rowHeight,
      selectedId,
      onExpand: forest.expand,
      onActivate: activate,
      getText: (node) => node.name,
      onKey,
      rtl: Direction.useDirection() === "rtl",
    });
    const latest = useRef(tree);
    latest.current = tree;
    // The selected tenant comes into view once, as soon as it has a row; from then on the reader scrolls.
    const selectedShows = useMemo(
      () => forest.rows.some((row) => row.key === selectedId),
      [forest.rows, selectedId],
    );
    useEffect(() => {
      if (selectedId !== null && selectedShows) latest.current.showRow(selectedId);
    }, [selectedId, selectedShows]);

    const begin = (action: TenantAction, node: TenantNode): boolean => {
      if (tenantMenu(node).some((entry) => entry.action === action && !entry.refusal)) {
        if (action === "rename") setRenamingId(node.id);
        else setRequest({ action, node });
      }
      return true;
    };
    const closeMenu = (node: TenantNode, action: TenantAction | null): void => {
      setMenu(null);
      // The field for a new name takes the focus by itself; losing it to the row would end it.
      if (action !== "rename") tree.focusRow(node.id);
      // Only now, so that the dialog gives the focus back to the row and not to a menu that is gone.
      if (action) begin(action, node);
    };
    const closeDialog = (): void => {
      setRequest(null);
      // The row that had the focus may be gone by now: archived, or moved out of sight.
      setTimeout(() => {
        const key = latest.current.activeKey;
        if (document.activeElement === document.body && key) latest.current.focusRow(key);
      }, 50);
    };

    return (
      <div
        data-slot="tenant-tree"
        {...root}
        ref={(element) => {
          tree.scrollRef.current = element;
          if (typeof ref === "function") ref(element);
          else if (ref) ref.current = element;
        }}
        className={cx("st-tree", className)}
        data-state={forest.state}
      >
        {forest.state === "loading" && <TreeSkeleton label={t("tenants.tree.loading")} />}
        {forest.state === "error" && (
          <ErrorState
            title={t("tenants.tree.error.title")}
            error={forest.error}
            onRetry={() => forest.retry(null)}
          />
        )}
        {forest.state === "empty" &&
          (empty ?? (
            <EmptyState
              icon={<Building2 aria-hidden />}
              title={t("tenants.tree.empty.title")}
              action={
                !readOnly && (
                  <Button
                    variant="primary"
                    icon={<Plus aria-hidden />}
                    onClick={() => setRequest({ action: "create", node: null })}
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
            style={{ ...tree.treeProps.style, ...indentOf(forest.rows) }}
            className="st-tree-list"
            aria-label={t("tenants.tree.label")}
          >
            {tree.visible.map((visible) => {
              const { row, index } = visible;
              const node = row.kind === "item" ? row.item : null;
              return (
                <TenantTreeRow
                  key={row.key}
                  row={row}
                  index={index}
                  rowProps={tree.rowProps(visible)}
                  renaming={node !== null && renamingId === node.id}
                  onRename={(name) => node && void actions.run({ action: "rename", tenant: node, name })}
                  onRenameEnd={(byKey) => {
                    setRenamingId(null);
                    if (byKey) tree.focusRow(row.key);
                  }}
                  onToggle={() => row.kind === "item" && forest.expand([row.id], !row.expanded)}
                  onMenu={node && !readOnly ? (place) => setMenu({ node, place }) : undefined}
                  menuOpen={node !== null && menu?.node.id === node.id}
                />
              );
            })}
          </div>
        )}
        {(menu || request) && (
          <Suspense fallback={null}>
            <TenantTreeOverlays
              menu={menu}
              request={request}
              run={actions.run}
              onMenuClose={closeMenu}
              onRequestClose={closeDialog}
            />
          </Suspense>
        )}
      </div>
    );
  },
);

/** Indent of a level in px, less in a deep tree so that its names keep their place. */
function indentOf(rows: readonly TreeRow<TenantNode>[]): CSSProperties {
  const levels = rows.reduce((most, row) => Math.max(most, row.level), 1);
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
