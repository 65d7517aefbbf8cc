/** The addresses of the portal, as words. There is one pattern, so this is shorter than a general router's options. */

/** The views of a tenant, in the order they are offered. */
export const TABS = ["overview", "config", "permissions", "consent", "access", "webhooks"] as const;
export type Tab = (typeof TABS)[number];

/** What an address shows. */
export type Route = { page: "home" } | { page: "tenant"; tenantId: string; tab: Tab } | { page: "unknown" };

/**
 * What an address may say beside its path: `as` a borrowed view, `archived` tenants in the tree and what is sought
 * there (`find`), what a view is filtered by (`q`, and for consents `subject`, `purpose`, `status`), and the open `key`.
 */
export const PARAMS = ["as", "archived", "find", "q", "key", "subject", "purpose", "status"] as const;
export type Param = (typeof PARAMS)[number];
export type Params = Readonly<Partial<Record<Param, string>>>;
/** What stays in the address wherever the reader goes. */
export const KEPT: readonly Param[] = ["as", "archived", "find"];

const TENANT = /^\/tenants\/([0-9a-f-]{36})(?:\/([a-z]+))?\/?$/i;

/** Reads a path: `/`, `/tenants/:id` (its overview) or `/tenants/:id/:tab`. */
export function parseRoute(path: string): Route {
  if (path === "/") return { page: "home" };
  const [, tenantId, word = "overview"] = TENANT.exec(path) ?? [];
  const tab = TABS.find((one) => one === word);
  return tenantId && tab ? { page: "tenant", tenantId: tenantId.toLowerCase(), tab } : { page: "unknown" };
}

/** Path of a tenant's view. */
export const tenantPath = (tenantId: string, tab: Tab = "overview"): string => `/tenants/${tenantId}/${tab}`;

/** Reads what stands behind the `?`. What is unknown there is dropped, and so is what is empty. */
export function parseParams(search: string): Params {
  const given = new URLSearchParams(search);
  return pick((name) => given.get(name));
}

/** Only those that stay wherever the reader goes. */
export const keptOf = (params: Params): Params =>
  pick((name) => (KEPT.includes(name) ? params[name] : undefined));

/** The address of a path with what is said beside it. */
export function addressOf(path: string, params: Params): string {
  const search = new URLSearchParams(pick((name) => params[name])).toString();
  return search ? `${path}?${search}` : path;
}

const pick = (read: (name: Param) => string | null | undefined): Params =>
  Object.fromEntries(PARAMS.map((name) => [name, read(name)]).filter(([, value]) => value));
