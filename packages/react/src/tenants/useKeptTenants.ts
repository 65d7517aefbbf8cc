"use client";
import { useCallback, useState } from "react";

/** What is kept of a tenant, to list it without asking the server. */
export interface KeptTenant {
  id: string;
  name: string;
  /** Names of its ancestors, root first. */
  path: readonly string[];
}
interface Kept {
  pinned: readonly KeptTenant[];
  recent: readonly KeptTenant[];
}
const NOTHING: Kept = { pinned: [], recent: [] };
const MOST_RECENT = 5;

export interface KeptTenants extends Kept {
  /** Reads again what is kept: another tab may have changed it. */
  refresh: () => void;
  /** Puts a tenant before the other recent ones. */
  visit: (tenant: KeptTenant) => void;
  /** Pins a tenant, or unpins it. */
  togglePin: (tenant: KeptTenant) => void;
  /** Drops a tenant that is no more. */
  forget: (id: string) => void;
}

/**
 * Recent and pinned tenants in the browser's local storage. Empty until the first `refresh`, so that what the server
 * drew fits; null as key keeps nothing, and where storage is refused nothing is kept either.
 */
export function useKeptTenants(storageKey: string | null): KeptTenants {
  const [kept, setKept] = useState(NOTHING);
  const change = useCallback(
    (next: (old: Kept) => Kept) => {
      if (storageKey === null) return;
      const changed = next(read(storageKey));
      write(storageKey, changed);
      setKept(changed);
    },
    [storageKey],
  );
  const refresh = useCallback(() => {
    if (storageKey !== null) setKept(read(storageKey));
  }, [storageKey]);
  const visit = useCallback(
    (tenant: KeptTenant) =>
      change(({ pinned, recent }) => ({
        // a pinned one may have got another name or place
        pinned: pinned.map((one) => (one.id === tenant.id ? tenant : one)),
        recent: [tenant, ...without(recent, tenant.id)].slice(0, MOST_RECENT),
      })),
    [change],
  );
  const togglePin = useCallback(
    (tenant: KeptTenant) =>
      change(({ pinned, recent }) => ({
        recent,
        pinned: pinned.some(({ id }) => id === tenant.id) ? without(pinned, tenant.id) : [...pinned, tenant],
      })),
    [change],
  );
  const forget = useCallback(
    (id: string) =>
      change(({ pinned, recent }) => ({ pinned: without(pinned, id), recent: without(recent, id) })),
    [change],
  );
  return { ...kept, refresh, visit, togglePin, forget };
}

const without = (list: readonly KeptTenant[], id: string): KeptTenant[] =>
  list.filter((one) => one.id !== id);

function read(key: string): Kept {
  try {
    const { pinned, recent } = JSON.parse(localStorage.getItem(key) ?? "{}");
    return { pinned: tenantsIn(pinned), recent: tenantsIn(recent) };
  } catch {
    return NOTHING;
  }
}
const tenantsIn = (list: unknown): KeptTenant[] =>
  Array.isArray(list)
    ? list.filter(
        (one): one is KeptTenant =>
          typeof one?.id === "string" && typeof one.name === "string" && Array.isArray(one.path),
      )
    : [];

function write(key: string, kept: Kept): void {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Private windows and full disks refuse; the switcher works without.
  }
}
