"use client";
import type { ResolvedConfig } from "@stratum-hq/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { useControllable } from "../ui/index.ts";
import { type ConfigGroup, type ConfigRow, groupRows, toConfigRows } from "./config.rows.ts";
import { countOrigins, filterRows, type Origin, originIn, withOrigin } from "./origin-rows.ts";
import { useConfig } from "./useConfig.ts";
import { useConfigDrift } from "./useConfigCompare.ts";

export interface ConfigViewOptions {
  /** The tenant that is shown. Default: the active one. */
  tenantId?: string | undefined;
  /** What to search for, if you hold it; see `filterRows`. */
  query?: string | undefined;
  /** Searched for at first. Default: nothing. */
  defaultQuery?: string | undefined;
  /** Told what is searched for. */
  onQueryChange?: ((query: string) => void) | undefined;
}

export interface ConfigView {
  /** The query behind it: `isPending`, `error`, `refetch`. */
  config: UseQueryResult<ResolvedConfig>;
  /** All rows, by key. */
  rows: readonly ConfigRow[];
  /** The rows that match, by prefix. */
  groups: readonly ConfigGroup[];
  /** How many rows match. */
  shown: number;
  /** How many rows of each origin match what else the query asks for, and how many in all. */
  counts: Readonly<Record<Origin | "all", number>>;
  query: string;
  setQuery: (query: string) => void;
  /** The origin that the query asks for. */
  origin: Origin | null;
  setOrigin: (origin: Origin | null) => void;
}

/** Changes that are shown although they are not saved. */
export interface ConfigOverlay {
  /** Keys that are changed. */
  changed: readonly string[];
  apply: (config: ResolvedConfig) => ResolvedConfig;
}

/**
 * A tenant's effective config as searchable, grouped rows.
 * @param overlay unsaved changes to show; keep it the same object while it says the same.
 */
export function useConfigView(
  options: ConfigViewOptions = {},
  overlay?: ConfigOverlay | undefined,
): ConfigView {
  const config = useConfig(options.tenantId);
  const [query, setQuery] = useControllable(options.query, options.defaultQuery ?? "", options.onQueryChange);
  const drifting = useConfigDrift(options.tenantId, /(^|\s)@drift\b/i.test(query)).data;
  const rows = useMemo(() => {
    const data = config.data ?? {};
    return toConfigRows(overlay?.apply(data) ?? data, {
      changed: overlay?.changed ?? [],
      drift: drifting ?? [],
    });
  }, [config.data, overlay, drifting]);
  const shown = useMemo(() => filterRows(rows, query), [rows, query]);
  const found = useMemo(() => filterRows(rows, withOrigin(query, null)), [rows, query]);
  const groups = useMemo(() => groupRows(shown, rows), [shown, rows]);
  const counts = useMemo(() => ({ all: found.length, ...countOrigins(found) }), [found]);
  return {
    config,
    rows,
    groups,
    shown: shown.length,
    counts,
    query,
    setQuery,
    origin: originIn(query),
    setOrigin: (origin) => setQuery(withOrigin(query, origin)),
  };
}
