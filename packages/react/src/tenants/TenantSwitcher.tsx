"use client";
import { Building2, ChevronsUpDown } from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/Popover.tsx";
import { cx, type Part } from "../ui/part.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { TenantSwitcherPanel } from "./TenantSwitcherPanel.tsx";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import { type TenantSwitcherOptions, useTenantSwitcher } from "./useTenantSwitcher.ts";

export interface TenantSwitcherProps
  extends TenantSwitcherOptions,
    Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onSelect"> {
  /** Default “Find a tenant”. */
  placeholder?: string | undefined;
}

/**
 * Shows the tenant one is at, and goes to another: pinned and recent ones first, then all, and a search on the server.
 * Stays fast with 50,000 tenants, as only the rows in view are drawn.
 */
export const TenantSwitcher: Part<TenantSwitcherProps, HTMLButtonElement> = forwardRef<
  HTMLButtonElement,
  TenantSwitcherProps
>(function TenantSwitcher(props, ref) {
  const { tenantId, onSelect, under, open, defaultOpen, onOpenChange, ...more } = props;
  const { query, defaultQuery, onQueryChange, shortcut, storageKey, placeholder, className, ...rest } = more;
  const t = useMessages(tenantsFinderMessages);
  const switcher = useTenantSwitcher(props);
  const { current, currentId, currentFailed } = switcher;
  const name = current?.name ?? (currentId === null || currentFailed ? t("tenants.switcher.none") : null);
  return (
    <Popover open={switcher.open} onOpenChange={switcher.setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          data-slot="tenant-switcher"
          aria-keyshortcuts={switcher.shortcut?.aria}
          aria-busy={switcher.pending || undefined}
          {...rest}
          ref={ref}
          className={cx("st-switcher", className)}
        >
          <Building2 aria-hidden />
          <span className="st-sr-only">{t("tenants.switcher.dialog")}</span>{" "}
          <span className="st-truncate">{name ?? <Skeleton width={120} />}</span>
          {switcher.shortcut && (
            <kbd className="st-switcher-keys" aria-hidden>
              {switcher.shortcut.keys}
            </kbd>
          )}
          <ChevronsUpDown aria-hidden />
        </button>
      </PopoverTrigger>
      <PopoverContent
        label={t("tenants.switcher.dialog")}
        className="st-switcher-panel"
        onEscapeKeyDown={(event) => {
          // The first Escape empties the field, the second closes.
          if (switcher.query === "") return;
          event.preventDefault();
          switcher.setQuery("");
        }}
      >
        <TenantSwitcherPanel switcher={switcher} placeholder={placeholder} />
      </PopoverContent>
    </Popover>
  );
});
