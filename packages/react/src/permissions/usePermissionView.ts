"use client";
import type { ResolvedPermissions } from "@stratum-hq/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { countOrigins, filterRows, type Origin, originIn, withOrigin } from "../config/index.ts";
import { useControllable } from "../ui/index.ts";
import { type PermissionRow, toPermissionRows } from "./permissions.rows.ts";
import { usePermissions } from "./usePermissions.ts";

export interface PermissionViewOptions {
  /** The tenant that is shown. Default: the active one. */
  tenantId?: string | undefined;
  /** What to search for, if you hold it; words as in the config editor. */
  query?: string | undefined;
  /** Searched for at first. Default: nothing. */
  defaultQuery?: string | undefined;
  /** Told what is searched for. */
  onQueryChange?: ((query: string) => void) | undefined;
}

export interface PermissionView {
  /** The query behind it: `isPending`, `error`, `refetch`. */
  permissions: UseQueryResult<ResolvedPermissions>;
  /** All rows, by key. */
  rows: readonly PermissionRow[];
  /** The rows that match. */
  shown: readonly PermissionRow[];
  /** How many rows there are of each origin. */
  counts: Readonly<Record<Origin, number>>;
  query: string;
  setQuery: (query: string) => void;
  /** The origin that the query asks for. */
  origin: Origin | null;
  setOrigin: (origin: Origin | null) => void;
}

/** A tenant's effective permissions as searchable rows. */
export function usePermissionView(options: PermissionViewOptions = {}): PermissionView {
  const permissions = usePermissions(options.tenantId);
  const [query, setQuery] = useControllable(options.query, options.defaultQuery ?? "", options.onQueryChange);
  const rows = useMemo(() => toPermissionRows(permissions.data ?? {}), [permissions.data]);
  const shown = useMemo(() => filterRows(rows, query), [rows, query]);
  const counts = useMemo(() => countOrigins(rows), [rows]);
  const setOrigin = (origin: Origin | null): void => setQuery(withOrigin(query, origin));
  return { permissions, rows, shown, counts, query, setQuery, origin: originIn(query), setOrigin };
}
