"use client";
import type { TenantNode } from "@stratum-hq/core";
import { Building2, ChevronDown, CircleAlert, Ellipsis, LoaderCircle } from "lucide-react";
import type { CSSProperties, HTMLAttributes, MouseEvent, ReactElement } from "react";
import { formatNumber } from "../i18n/messages.ts";
import { useLocale, useMessages } from "../i18n/useMessages.ts";
import { Button } from "../ui/Button.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { TreeRow } from "../ui/tree/tree-outline.ts";
import type { DropZone } from "../ui/tree/useTreeDrag.ts";
import { useErrorText } from "../ui/useErrorText.ts";
import { RenameField } from "./RenameField.tsx";
import { isTenantNode, type TreeTenant } from "./search-graft.ts";
import { IsolationBadge, RegionBadge, TenantStatusBadge } from "./TenantBadges.tsx";
import { tenantsMessages } from "./tenants.messages.ts";

/** A place on the screen, in px: where a menu should open. */
export interface MenuPlace {
  x: number;
  y: number;
  /** Of what stands there and must not be covered. */
  height: number;
}

export interface TenantTreeRowProps {
  row: TreeRow<TreeTenant>;
  index: number;
  rowProps: HTMLAttributes<HTMLElement>;
  /** Was it found by a search? */
  hit?: boolean | undefined;
  /** Is it picked up? */
  carried?: boolean | undefined;
  /** Where something is held over it. */
  drop?: DropZone | undefined;
  /** Why what is picked up cannot go here. */
  refusal?: string | null | undefined;
  /** Is the field for a new name open? */
  renaming: boolean;
  onRename: (name: string) => void;
  onRenameEnd: (byKey: boolean) => void;
  onToggle: () => void;
  /** Opens the menu; absent, there is none. */
  onMenu?: ((place: MenuPlace) => void) | undefined;
  /** Is the menu open at this row? */
  menuOpen: boolean;
  /** Name of the region that its data lies in; absent, there is no badge. */
  region?: string | undefined;
}

/** One line of the tenant tree. */
export function TenantTreeRow(props: TenantTreeRowProps): ReactElement {
  const { row, index, rowProps, onMenu } = props;
  const openMenu = (event: MouseEvent): void => {
    if (!onMenu || row.kind !== "item") return;
    event.preventDefault();
    onMenu({ x: event.clientX, y: event.clientY, height: 0 });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role and keys come with rowProps
    <div
      {...rowProps}
      style={{ ...rowProps.style, "--st-tree-depth": row.level - 1 } as CSSProperties}
      className="st-tree-row"
      data-slot="tenant-tree-row"
      data-kind={row.kind}
      data-state={row.kind === "item" ? (row.expanded ? "open" : "closed") : undefined}
      data-status={row.kind === "item" && isTenantNode(row.item) ? row.item.status : undefined}
      data-hit={props.hit || undefined}
      data-carried={props.carried || undefined}
      data-drop={props.drop}
      data-refused={props.refusal ? true : undefined}
      data-renaming={props.renaming || undefined}
      data-menu={props.menuOpen || undefined}
      aria-keyshortcuts={
        row.kind === "item" && onMenu ? "F2 Delete Shift+F10 Control+X Alt+ArrowUp Alt+ArrowDown" : undefined
      }
      onContextMenu={openMenu}
    >
      {row.kind === "loading" && <Skeleton width={`${[56, 40, 48][index % 3]}%`} />}
      {row.kind === "error" && <ErrorLine error={row.error} />}
      {row.kind === "more" && <MoreLine remaining={row.remaining} loading={row.loading} />}
      {row.kind === "item" && <NodeLine {...props} row={row} />}
    </div>
  );
}

function NodeLine(props: TenantTreeRowProps & { row: TreeRow<TreeTenant> & { kind: "item" } }): ReactElement {
  const { row, onToggle, onMenu } = props;
  const t = useMessages(tenantsMessages);
  const locale = useLocale();
  const { item } = row;
  const node = isTenantNode(item) ? item : null;
  return (
    <>
      {row.expandable ? (
        // Mouse only: the arrow keys open and close, and the row itself tells its state.
        <span
          className="st-tree-toggle"
          data-slot="tenant-tree-toggle"
          aria-hidden
          title={t(row.expanded ? "tenants.tree.collapse" : "tenants.tree.expand", { name: item.name })}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          <ChevronDown aria-hidden />
        </span>
      ) : (
        <span className="st-tree-toggle" aria-hidden />
      )}
      <Building2 aria-hidden className="st-tree-icon" />
      {props.renaming ? (
        <RenameField
          label={t("tenants.rename.label", { name: item.name })}
          value={item.name}
          onRename={props.onRename}
          onEnd={props.onRenameEnd}
        />
      ) : (
        <>
          <span
            className="st-tree-name st-truncate"
            title={node && node.child_count > 0 ? `${item.name}\n${countTitle(node)}` : item.name}
          >
            {item.name}
          </span>
          {props.refusal && (
            <span className="st-tree-refusal st-truncate" data-slot="tenant-tree-refusal">
              {props.refusal}
            </span>
          )}
          {node && node.status !== "active" && <TenantStatusBadge status={node.status} />}
          {node && node.isolation_strategy !== "SHARED_RLS" && (
            <IsolationBadge short strategy={node.isolation_strategy} />
          )}
          {props.region !== undefined && <RegionBadge name={props.region} />}
          <span className="st-tree-end">
            {node && node.child_count > 0 && (
              <span className="st-tree-count">
                <span aria-hidden>{formatNumber(node.child_count, locale)}</span>
                <span className="st-sr-only">, {countTitle(node)}</span>
              </span>
            )}
            {onMenu && (
              <Button
                className="st-icon-button st-tree-menu"
                size="sm"
                variant="ghost"
                tabIndex={-1}
                aria-label={t("tenants.tree.actions", { name: item.name })}
                aria-haspopup="menu"
                aria-expanded={props.menuOpen}
                icon={<Ellipsis aria-hidden />}
                onClick={(event) => {
                  event.stopPropagation();
                  const { left, top, height } = event.currentTarget.getBoundingClientRect();
                  onMenu({ x: left, y: top, height });
                }}
              />
            )}
          </span>
        </>
      )}
    </>
  );

  function countTitle(node: TenantNode): string {
    const children = t("tenants.tree.children", { count: node.child_count });
    if (node.descendant_count === node.child_count) return children;
    return `${children}, ${t("tenants.tree.below", { count: node.descendant_count })}`;
  }
}

function MoreLine({ remaining, loading }: { remaining: number | undefined; loading: boolean }): ReactElement {
  const t = useMessages(tenantsMessages);
  const text =
    remaining === undefined ? t("tenants.tree.more") : t("tenants.tree.moreCount", { count: remaining });
  return (
    <>
      <span className="st-tree-toggle" aria-hidden>
        {loading ? <LoaderCircle aria-hidden className="st-spinner" /> : <Ellipsis aria-hidden />}
      </span>
      <span className="st-tree-name st-truncate">{loading ? t("tenants.tree.loadingMore") : text}</span>
    </>
  );
}

function ErrorLine({ error }: { error: unknown }): ReactElement {
  const t = useMessages(tenantsMessages);
  const reason = useErrorText()(error);
  return (
    <>
      <span className="st-tree-toggle" aria-hidden>
        <CircleAlert aria-hidden />
      </span>
      <span className="st-tree-name st-truncate" title={reason}>
        {t("tenants.tree.error", { reason })}
      </span>
      <span className="st-tree-retry">{t("tenants.tree.retry")}</span>
    </>
  );
}
