/**
 * First word of the keys of queries that belong to no single tenant, such as the roots and the search. All others
 * start with their tenant's id, so that no answer can ever show under another tenant.
 */
export const FOREST = "*";
