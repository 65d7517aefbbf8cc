/** What scopes grow by: each covers those before it. */
export const SCOPE_LEVELS = ["read", "write", "admin"] as const;
export type ScopeLevel = (typeof SCOPE_LEVELS)[number];

/** The widest level among scopes; undefined if they hold none. */
export const widestLevel = (scopes: readonly string[]): ScopeLevel | undefined =>
  [...SCOPE_LEVELS].reverse().find((level) => scopes.includes(level));
