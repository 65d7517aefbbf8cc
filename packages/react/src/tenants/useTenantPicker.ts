"use client";
import type { TenantHit } from "@stratum-hq/core";
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { useSettled } from "../ui/useSettled.ts";
import { useTenantSearch } from "./useTenant.ts";

/** One line of a list to choose from. */
export interface PickerOption<T> {
  id: string;
  value: T;
  disabled?: boolean;
  /** More of it in one line, above all why it cannot be chosen. Default: the names above it. */
  note?: string | undefined;
}
/** What a combobox needs beside its options. */
export interface ListNavigation {
  listId: string;
  optionId: (index: number) => string;
  /** Index of the option that Enter takes; -1 for none. */
  active: number;
  setActive: (index: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** Arrows, Home, End and Enter over options, while the focus stays in the field. Disabled ones can be read, not taken. */
export function useListNavigation<T>(
  options: readonly PickerOption<T>[],
  onPick: (option: PickerOption<T>) => void,
): ListNavigation {
  const listId = useId();
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, options.length - 1);
  const optionId = (index: number): string => `${listId}-${index}`;
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowDown: Math.min(active + 1, options.length - 1),
      ArrowUp: Math.max(active - 1, 0),
      PageDown: Math.min(active + 8, options.length - 1),
      PageUp: Math.max(active - 8, 0),
    };
    const next = steps[event.key];
    const option = options[active];
    if (next !== undefined && options.length > 0) {
      event.preventDefault();
      setActive(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && option && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (!option.disabled) onPick(option);
    }
  };
  return { listId, optionId, active, setActive, onKeyDown };
}

/** Hits for what is being typed, asked for when the typing pauses. */
export interface FoundTenants {
  hits: TenantHit[];
  /** The question that the hits answer. */
  query: string;
  state: "idle" | "loading" | "error" | "empty" | "ready";
  error: unknown;
  hasMore: boolean;
  /** Is the next page on its way? */
  loadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

/** Searches tenants while somebody types. */
export function useTenantPicker(text: string, under?: string): FoundTenants {
  const query = useSettled(text.trim());
  const search = useTenantSearch(query, under);
  const hits = useMemo(() => search.data?.pages.flatMap((page) => page.data) ?? [], [search.data]);
  const asked = text.trim();
  const waiting = asked !== query || search.isFetching;
  const state =
    asked === ""
      ? "idle"
      : search.isError
        ? "error"
        : waiting && hits.length === 0
          ? "loading"
          : hits.length === 0
            ? "empty"
            : "ready";
  return {
    hits: asked === "" ? [] : hits,
    query,
    state,
    error: search.error,
    hasMore: search.hasNextPage,
    loadingMore: search.isFetchingNextPage,
    loadMore: () => void search.fetchNextPage(),
    retry: () => void search.refetch(),
  };
}
