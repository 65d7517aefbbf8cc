"use client";
import type { Tenant } from "@stratum-hq/core";
import { TenantNotFoundError } from "@stratum-hq/core/client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useStratum } from "../provider/context.ts";
import { useSwitchTenant } from "../provider/useSwitchTenant.ts";
import { useControllable } from "../ui/useControllable.ts";
import { useSettled } from "../ui/useSettled.ts";
import { type ShortcutLabel, useShortcut } from "../ui/useShortcut.ts";
import { browseRows, foundRows, pathOf, type SwitcherRow } from "./switcher-rows.ts";
import { ancestorsKey, ancestorsOptions, tenantListOptions, tenantOptions } from "./tenants.queries.ts";
import { useKeptTenants } from "./useKeptTenants.ts";
import { type ListNavigation, useListNavigation, useTenantPicker } from "./useTenantPicker.ts";

export interface TenantSwitcherOptions {
  /** The tenant that is shown as chosen. Default: the active one. */
  tenantId?: string | null | undefined;
  /** Goes to a tenant. Default: makes it the active one. */
  onSelect?: ((tenantId: string) => unknown) | undefined;
  /** Only tenants below this one. */
  under?: string | undefined;
  /** Is it open? */
  open?: boolean | undefined;
  /** Open at first. Default false. */
  defaultOpen?: boolean | undefined;
  /** Told when it opens or closes. */
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** What is searched for, if you hold it. */
  query?: string | undefined;
  /** Searched for at first. Default: nothing. */
  defaultQuery?: string | undefined;
  /** Told what is searched for. */
  onQueryChange?: ((query: string) => void) | undefined;
  /** Keys that open it from anywhere: `mod` is ⌘ or Ctrl. `false` for none. Default `mod+k`. */
  shortcut?: string | false | undefined;
  /** Where recent and pinned tenants are kept; null keeps none. Default: under the provider's key. */
  storageKey?: string | null | undefined;
}

export interface TenantSwitcher {
  open: boolean;
  setOpen: (open: boolean) => void;
  query: string;
  setQuery: (query: string) => void;
  /** The tenant that is chosen now; undefined while it loads and where none is. */
  current: Tenant | undefined;
  currentId: string | null;
  /** The chosen tenant could not be loaded: it is no more, the caller cannot see it, or nothing answers. */
  currentFailed: boolean;
  /** Nothing typed: pinned, recent, and all by pages. Else what the server found. */
  rows: readonly SwitcherRow[];
  state: "loading" | "error" | "empty" | "ready";
  error: unknown;
  retry: () => void;
  /** Loads the next page if there is one and none is on its way. */
  loadMore: () => void;
  loadingMore: boolean;
  /** Arrows, Home, End and Enter while the focus is in the field. */
  navigation: ListNavigation;
  /** The row that Enter takes. */
  active: SwitcherRow | undefined;
  pick: (row: SwitcherRow) => void;
  togglePin: (row: SwitcherRow) => void;
  /** How to call the shortcut; null for none and until the device is known. */
  shortcut: ShortcutLabel | null;
  /** A switch waits for an answer. */
  pending: boolean;
}

/** Everything a tenant switcher does, without its looks. Opening it the first time asks the server once. */
export function useTenantSwitcher(options: TenantSwitcherOptions = {}): TenantSwitcher {
  const { under } = options;
  const { client, tenantId, switching, storageKey } = useStratum("useTenantSwitcher");
  const currentId = options.tenantId === undefined ? tenantId : options.tenantId;
  const switchTenant = useSwitchTenant();
  const [open, openOrClose] = useControllable(
    options.open,
    options.defaultOpen ?? false,
    options.onOpenChange,
  );
  const [query, setText] = useControllable(options.query, options.defaultQuery ?? "", options.onQueryChange);
  const byProvider = storageKey === null ? null : `${storageKey}.switcher`;
  const kept = useKeptTenants(options.storageKey === undefined ? byProvider : options.storageKey);
  const browsing = query.trim() === "";
  const list = useInfiniteQuery({ ...tenantListOptions(client, under), enabled: open && browsing });
  const found = useTenantPicker(open ? query : "", under);
  const tenant = useQuery({ ...tenantOptions(client, currentId ?? ""), enabled: currentId !== null });
  // The chain is taken from the cache if somebody asked for it; nobody asks for it here.
  const chain = useQuery({
    ...ancestorsOptions(client, currentId ?? ""),
    queryKey: ancestorsKey(currentId ?? ""),
    enabled: false,
  });
  const current = tenant.data;

  const { visit, forget, refresh } = kept;
  useEffect(() => {
    if (!current) return;
    const names = new Map(chain.data?.map(({ id, name }) => [id, name]));
    visit({ id: current.id, name: current.name, path: pathOf(current, names) });
  }, [current, chain.data, visit]);
  useEffect(() => {
    if (currentId && tenant.error instanceof TenantNotFoundError) forget(currentId);
  }, [currentId, tenant.error, forget]);
  useEffect(() => {
    if (open) refresh();
  }, [open, refresh]);

  const rows = useMemo(
    () =>
      browsing
        ? browseRows(kept.pinned, kept.recent, list.data?.pages.flatMap((page) => page.data) ?? [])
        : foundRows(found.hits, kept.pinned),
    [browsing, kept.pinned, kept.recent, list.data, found.hits],
  );
  const setOpen = (next: boolean): void => {
    openOrClose(next);
    if (!next) setText("");
  };
  const pick = (row: SwitcherRow): void => {
    setOpen(false);
    void (options.onSelect ?? switchTenant)(row.id);
  };
  const choices = useMemo(() => rows.map((row) => ({ id: row.id, value: row })), [rows]);
  const navigation = useListNavigation(choices, ({ value }) => pick(value));
  const active = rows[navigation.active];

  // Loaded ahead only where somebody points: what is marked at first was nobody's wish.
  const [meant, setMeant] = useState<string | null>(null);
  const intent = useSettled(open ? meant : null, 120);
  useEffect(() => {
    if (intent !== null && intent !== currentId) switching.prefetch(intent);
  }, [intent, currentId, switching]);

  const source = browsing ? list : null;
  const state = source ? (source.isError ? "error" : source.isPending ? "loading" : "ready") : found.state;
  return {
    open,
    setOpen,
    query,
    setQuery: (next) => {
      setText(next);
      navigation.setActive(0);
      setMeant(null);
    },
    current,
    currentId,
    currentFailed: tenant.isError && !current,
    rows,
    state: state === "idle" ? "loading" : state === "ready" && rows.length === 0 ? "empty" : state,
    error: source ? source.error : found.error,
    retry: () => (source ? void source.refetch() : found.retry()),
    loadMore: () => {
      if (!source) found.loadMore();
      else if (source.hasNextPage && !source.isFetching) void source.fetchNextPage();
    },
    loadingMore: list.isFetchingNextPage,
    navigation: {
      ...navigation,
      setActive: (index) => {
        navigation.setActive(index);
        setMeant(rows[index]?.id ?? null);
      },
      onKeyDown: (event) => {
        const index = { Home: 0, End: rows.length - 1 }[event.key];
        if (index !== undefined && event.ctrlKey) navigation.setActive(index);
        else navigation.onKeyDown(event);
      },
    },
    active,
    pick,
    togglePin: ({ id, name, path }) => kept.togglePin({ id, name, path }),
    shortcut: useShortcut(options.shortcut ?? "mod+k", () => setOpen(!open)),
    pending: switchTenant.pending !== null,
  };
}
