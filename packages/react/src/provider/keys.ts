import type { QueryKey } from "@tanstack/react-query";

/**
 * First word of the keys of queries that belong to no single tenant, such as the roots and the search. All others
 * start with their tenant's id, so that no answer can ever show under another tenant.
 */
export const FOREST = "*";

/** Key of a query of one tenant: its id, the feature's word, and what tells it from others of that feature. */
export const tenantKey = <Feature extends string, const Rest extends readonly unknown[]>(
  tenantId: string,
  feature: Feature,
  ...rest: Rest
): readonly [tenantId: string, feature: Feature, ...rest: Rest] => [tenantId, feature, ...rest];

/** Key of a query that belongs to no single tenant. */
export const forestKey = <Feature extends string, const Rest extends readonly unknown[]>(
  feature: Feature,
  ...rest: Rest
): readonly [typeof FOREST, feature: Feature, ...rest: Rest] => [FOREST, feature, ...rest];

/**
 * `placeholderData` that keeps the last answer while the next question loads, as `keepPreviousData` does, but only if
 * both are about the same tenant.
 */
export const keepWithin =
  (owner: string) =>
  <T>(previous: T | undefined, query?: { readonly queryKey: QueryKey }): T | undefined =>
    query?.queryKey[0] === owner ? previous : undefined;
