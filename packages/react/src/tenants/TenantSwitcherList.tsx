"use client";
import { Building2, Check, Clock, Pin } from "lucide-react";
import { type ReactElement, useEffect } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useRowWindow } from "../ui/tree/useRowWindow.ts";
import type { SwitcherRow } from "./switcher-rows.ts";
import { TenantStatusBadge } from "./TenantBadges.tsx";
import { TenantPath } from "./TenantPath.tsx";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import type { TenantSwitcher } from "./useTenantSwitcher.ts";

/** Height of a row in px. */
const ROW = 44;
const icons = { pinned: Building2, recent: Clock, all: Building2, found: Building2 } as const;

/** The tenants to go to; only those in view are drawn. The field has the focus. */
export function TenantSwitcherList({ switcher }: { switcher: TenantSwitcher }): ReactElement {
  const t = useMessages(tenantsFinderMessages);
  const { rows, navigation, loadMore } = switcher;
  const { scrollRef, first, end, show } = useRowWindow(rows.length, ROW);
  const { active } = navigation;
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
      <div className="st-switcher-rows" role="presentation" style={{ height: rows.length * ROW }}>
        {rows.slice(first, end).map((row, offset) => (
          <Row key={`${row.group} ${row.id}`} row={row} index={first + offset} switcher={switcher} />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  row: SwitcherRow;
  index: number;
  switcher: TenantSwitcher;
}
function Row({ row, index, switcher }: RowProps): ReactElement {
  const t = useMessages(tenantsFinderMessages);
  const { navigation, rows } = switcher;
  const Icon = icons[row.group];
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
      data-first={(row.first && index > 0) || undefined}
      className="st-option st-switcher-row"
      data-slot="tenant-option"
      data-group={row.group}
      style={{ transform: `translateY(${index * ROW}px)` }}
      onPointerMove={() => index !== navigation.active && navigation.setActive(index)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => switcher.pick(row)}
    >
      <Icon aria-hidden />
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
