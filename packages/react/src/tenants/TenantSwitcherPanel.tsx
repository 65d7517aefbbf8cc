"use client";
import { Pin, PinOff } from "lucide-react";
import { type ReactElement, useEffect, useRef } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "../ui/Button.tsx";
import { SearchField } from "../ui/SearchField.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ErrorState } from "../ui/States.tsx";
import { useAnnounce } from "../ui/useAnnounce.tsx";
import { TenantSwitcherList } from "./TenantSwitcherList.tsx";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import type { TenantSwitcher } from "./useTenantSwitcher.ts";

export interface TenantSwitcherPanelProps {
  switcher: TenantSwitcher;
  /** Default “Find a tenant”. */
  placeholder?: string | undefined;
}

/** What the switcher opens: a field to search with, the tenants, and what can be done with the marked one. */
export function TenantSwitcherPanel({ switcher, placeholder }: TenantSwitcherPanelProps): ReactElement {
  const t = useMessages(tenantsFinderMessages);
  const announce = useAnnounce();
  const field = useRef<HTMLInputElement>(null);
  const { navigation, state, rows, query, active } = switcher;
  const listed = rows.length > 0;
  const count = rows.length;
  const answered = query !== "" && (state === "ready" || state === "empty");
  useEffect(() => {
    if (answered) announce(t("tenants.search.count", { count }), { silent: true });
  }, [answered, count, announce, t]);
  return (
    <>
      <SearchField
        ref={field}
        className="st-switcher-search"
        role="combobox"
        aria-label={t("tenants.search.label")}
        aria-expanded={listed}
        aria-controls={listed ? navigation.listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={listed ? navigation.optionId(navigation.active) : undefined}
        placeholder={placeholder ?? t("tenants.search.placeholder")}
        value={query}
        onValueChange={switcher.setQuery}
        onKeyDown={navigation.onKeyDown}
      />
      {listed && <TenantSwitcherList switcher={switcher} />}
      {state === "loading" && !listed && (
        <div className="st-switcher-wait" role="status" aria-label={t("tenants.switcher.loading")}>
          {[140, 180, 120, 160, 150].map((width) => (
            <div key={width}>
              <Skeleton width={16} height={16} />
              <Skeleton width={width} />
              <Skeleton width={width / 2} />
            </div>
          ))}
        </div>
      )}
      {state === "empty" && (
        <p className="st-options-note">
          {query === "" ? t("tenants.switcher.empty") : t("tenants.search.nothing", { query })}
        </p>
      )}
      {state === "error" && (
        <ErrorState
          className="st-switcher-failed"
          title={t("tenants.switcher.error")}
          error={switcher.error}
          onRetry={() => {
            field.current?.focus();
            switcher.retry();
          }}
        />
      )}
      {listed && active && (
        <div className="st-switcher-foot">
          <Button
            size="sm"
            variant="ghost"
            icon={active.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
            onClick={() => switcher.togglePin(active)}
          >
            <span className="st-truncate">
              {active.pinned
                ? t("tenants.switcher.unpin", { name: active.name })
                : t("tenants.switcher.pin", { name: active.name })}
            </span>
          </Button>
        </div>
      )}
    </>
  );
}
