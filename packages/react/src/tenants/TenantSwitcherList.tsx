"use client";
import { Building2, Check, Pin } from "lucide-react";
import { type ReactElement, useEffect } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useRowWindow } from "../ui/tree/useRowWindow.ts";
import type { SwitcherRow } from "./switcher-rows.ts";
import { TenantStatusBadge } from "./TenantBadges.tsx";
import { TenantPath } from "./TenantPath.tsx";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import type { TenantSwitcher } from "./useTenantSwitcher.ts";

/** Heights of a row and of a heading in px. */
const ROW = 44;
const HEADING = 28;

/** The tenants to go to; only those in view are drawn. The field has the focus. */
export function TenantSwitcherList({ switcher }: { switcher: TenantSwitcher }): ReactElement {
  const t = useMessages(tenantsFinderMessages);
  const { rows, navigation, loadMore } = switcher;
  const { scrollRef, first, end, show } = useRowWindow(rows.length, ROW);
  const { active } = navigation;
  // One group alone needs no name.
  const starts =
    rows[0]?.group === rows.at(-1)?.group ? [] : rows.flatMap((row, i) => (row.first ? [i] : []));
  const topOf = (index: number): number =>
    index * ROW + starts.filter((start) => start <= index).length * HEADING;
  useEffect(() => show(active), [active, show]);
  const atEnd = end >= rows.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each end that is reached
  useEffect(() => {
    if (atEnd) loadMore();
  }, [atEnd, rows.length]);
  return (
    <div
      ref={scrollRef}
      id={navigation.listId}
      role="listbox"
      aria-label={t("tenants.switcher.list")}
      // Scrolled by keys from the field; a scroller without a stop of its own needs one for the axe rule.
      tabIndex={-1}
      className="st-switcher-list"
      data-slot="tenant-switcher-list"
    >
      <div className="st-switcher-rows" role="presentation" style={{ height: topOf(rows.length - 1) + ROW }}>
        {starts.map((index) => {
          const group = rows[index]?.group as "pinned" | "recent" | "all";
          return (
            <div
              key={group}
              aria-hidden
              className="st-switcher-heading"
              style={{ transform: `translateY(${topOf(index) - HEADING}px)` }}
            >
              {t(`tenants.switcher.${group}`)}
            </div>
          );
        })}
        {rows.slice(first, end).map((row, offset) => (
          <Row
            key={`${row.group} ${row.id}`}
            row={row}
            index={first + offset}
            top={topOf(first + offset)}
            switcher={switcher}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  row: SwitcherRow;
  index: number;
  top: number;
  switcher: TenantSwitcher;
}
function Row({ row, index, top, switcher }: RowProps): ReactElement {
  const t = useMessages(tenantsFinderMessages);
  const { navigation, rows } = switcher;
  const chosen = row.id === switcher.currentId;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field, which has the focus
    <div
      id={navigation.optionId(index)}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={rows.length}
      data-active={index === navigation.active || undefined}
      className="st-option st-switcher-row"
      data-slot="tenant-option"
      data-group={row.group}
      style={{ transform: `translateY(${top}px)` }}
      onPointerMove={() => index !== navigation.active && navigation.setActive(index)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => switcher.pick(row)}
    >
      <Building2 aria-hidden />
      <span className="st-option-text">
        <span className="st-truncate" title={row.name}>
          {row.name}
        </span>
        {row.path.length > 0 && <TenantPath names={row.path} />}
      </span>
      {(row.group === "pinned" || row.group === "recent") && (
        <span className="st-sr-only">{t(`tenants.switcher.${row.group}`)}</span>
      )}
      {row.status !== null && row.status !== "active" && <TenantStatusBadge status={row.status} />}
      <span className="st-switcher-end">
        {chosen && <Check aria-hidden className="st-option-check" />}
        {/* For pointers; the keyboard has the button below the list. */}
        <span
          aria-hidden
          className="st-switcher-pin"
          data-pinned={row.pinned || undefined}
          onClick={(event) => {
            event.stopPropagation();
            switcher.togglePin(row);
          }}
        >
          <Pin aria-hidden />
        </span>
      </span>
    </div>
  );
}
