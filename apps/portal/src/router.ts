/**
 * The addresses of the portal, on the History API. There is one pattern and no loading, so a router of its own is
 * shorter than the configuration of a general one.
 */
import { type MouseEvent, useSyncExternalStore } from "react";

/** The views of a tenant, in the order they are offered. */
export const TABS = ["overview", "config", "permissions", "consent"] as const;
export type Tab = (typeof TABS)[number];

/** What an address shows. */
export type Route = { page: "home" } | { page: "tenant"; tenantId: string; tab: Tab } | { page: "unknown" };

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

/** The address of a path within the portal. Keeps the query, in which a persona is named. */
export const hrefOf = (path: string): string => path + location.search;

const listeners = new Set<() => void>();
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/** Goes to a path within the portal. */
export function navigate(path: string): void {
  if (path === location.pathname) return;
  history.pushState(null, "", hrefOf(path));
  for (const listener of listeners) listener();
}

/** The path that is shown. */
export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname);

/** Props of an `<a>` that stays within the page, unless it is asked to open elsewhere. */
export function linkTo(path: string): { href: string; onClick: (event: MouseEvent) => void } {
  return {
    href: hrefOf(path),
    onClick: (event) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      navigate(path);
    },
  };
}
