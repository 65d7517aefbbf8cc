"use client";
import type { TenantHit } from "@stratum-hq/core";
import { forwardRef, type HTMLAttributes, useEffect, useRef, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { cx, type Part } from "../ui/part.ts";
import { SearchField } from "../ui/SearchField.tsx";
import { useAnnounce } from "../ui/useAnnounce.tsx";
import { useControllable } from "../ui/useControllable.ts";
import { preloadHits, TenantHits } from "./TenantHits.tsx";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import { useListNavigation, useTenantPicker } from "./useTenantPicker.ts";

export interface TenantSearchProps extends Omit<HTMLAttributes<HTMLDivElement>, "onSelect"> {
  /** Takes the tenant that was chosen. */
  onSelect: (hit: TenantHit) => void;
  /** Only in this tenant's subtree. */
  under?: string | undefined;
  /** What is searched for, if you hold it. */
  query?: string | undefined;
  /** Searched for at first. Default: nothing. */
  defaultQuery?: string | undefined;
  /** Told what is searched for. */
  onQueryChange?: ((query: string) => void) | undefined;
  /** Default “Find a tenant”. */
  placeholder?: string | undefined;
}

/** Finds a tenant by name, slug or id, on the server; each hit shows the way to it. */
export const TenantSearch: Part<TenantSearchProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  TenantSearchProps
>(function TenantSearch(
  { onSelect, under, query, defaultQuery, onQueryChange, placeholder, className, ...rest },
  ref,
) {
  const t = useMessages(tenantsFinderMessages);
  const announce = useAnnounce();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useControllable(query, defaultQuery ?? "", onQueryChange);
  const [open, setOpen] = useState(false);
  const found = useTenantPicker(text, under);
  const options = found.hits.map((hit) => ({ id: hit.id, value: hit }));
  const pick = ({ value }: { value: TenantHit }): void => {
    setOpen(false);
    setText("");
    onSelect(value);
  };
  const navigation = useListNavigation(options, pick);
  const shown = open && found.state !== "idle";
  const { state } = found;
  const count = found.hits.length;
  const listed = shown && state === "ready";
  useEffect(() => {
    if (!shown || (state !== "ready" && state !== "empty")) return;
    announce(t("tenants.search.count", { count }), { silent: true });
  }, [shown, state, count, announce, t]);

  return (
    <>
      <div data-slot="tenant-search" {...rest} ref={ref} className={cx("st-tenant-search", className)}>
        <SearchField
          ref={field}
          role="combobox"
          aria-label={t("tenants.search.label")}
          aria-expanded={listed}
          aria-controls={listed ? navigation.listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={listed ? navigation.optionId(navigation.active) : undefined}
          placeholder={placeholder ?? t("tenants.search.placeholder")}
          value={text}
          onValueChange={(next) => {
            setText(next);
            navigation.setActive(0);
            setOpen(true);
          }}
          onFocus={() => {
            preloadHits();
            setOpen(true);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape" && shown) setOpen(false);
            else if (event.key === "Escape") setText("");
            else if (event.key === "ArrowDown" && !shown) setOpen(true);
            else navigation.onKeyDown(event);
          }}
        />
      </div>
      <TenantHits
        open={shown}
        onOpenChange={setOpen}
        found={found}
        options={options}
        navigation={navigation}
        onPick={pick}
        field={field}
      />
    </>
  );
});
