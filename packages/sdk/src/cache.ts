import type { ResolvedTenant } from "@stratum-hq/core";
import { parseAncestryPath } from "@stratum-hq/core/client";

/** What `resolveTenant` keeps, and for how long. Times are in milliseconds. */
export interface CacheOptions {
  /** Tenants that are kept; the one unused for longest goes first. Default 1,000. */
  max_tenants?: number;
  /** Longest age of an answer while changes are heard. Default 300,000. */
  ttl_ms?: number;
  /**
   * Longest age of an answer while changes are not heard, because the event stream is lost or not offered: so much
   * behind may it be. Default 0: then every call asks the control plane.
   */
  lost_ttl_ms?: number;
}

/** Tenants with all that resolves for them, kept until something in their chain changes. */
export interface TenantCache {
  /** The kept answer, else that of the control plane, frozen. Callers at the same time share one question. */
  resolve(id: string): Promise<ResolvedTenant>;
  /** Something changed at a tenant: forgets it and all below it. */
  invalidate(id: string): void;
  /** Forgets everything. */
  clear(): void;
  /** From now on changes are heard, or no more. What was kept before says nothing of what was missed. */
  hear(on: boolean): void;
}

interface Kept {
  value: ResolvedTenant;
  /** The tenant and all above it. */
  chain: ReadonlySet<string>;
  asked_at: number;
}

/**
 * A change is heard from one process of the control plane, and another one may answer: within this time it, too, has
 * heard. What is asked sooner is given, but not kept.
 */
const SETTLE_MS = 1_000;
/** Changes that are remembered one by one; past that, everything counts as changed. */
const MAX_TOUCHED = 1_000;

/** @param load asks the control plane. */
export function createTenantCache(
  load: (id: string) => Promise<ResolvedTenant>,
  { max_tenants = 1_000, ttl_ms = 300_000, lost_ttl_ms = 0 }: CacheOptions,
): TenantCache {
  const kept = new Map<string, Kept>();
  const running = new Map<string, Promise<ResolvedTenant>>();
  /** When a tenant last changed, for those that changed lately. */
  const touched = new Map<string, number>();
  let allTouchedAt = Number.NEGATIVE_INFINITY;
  let hearing = false;
  const now = (): number => performance.now();
  const ttl = (): number => (hearing ? ttl_ms : lost_ttl_ms);

  function clear(): void {
    kept.clear();
    running.clear();
    touched.clear();
    allTouchedAt = now();
  }
  /** Is an answer that was asked for at this time newer than every change in its chain, wherever it came from? */
  function isSettled(chain: ReadonlySet<string>, asked_at: number): boolean {
    const since = Math.max(allTouchedAt, ...[...chain].map((id) => touched.get(id) ?? allTouchedAt));
    return asked_at > since + SETTLE_MS;
  }
  async function ask(id: string): Promise<ResolvedTenant> {
    const asked_at = now();
    const value = freeze(await load(id));
    const chain = new Set([...parseAncestryPath(value.tenant.ancestry_path), value.tenant.id]);
    if (ttl() > 0 && isSettled(chain, asked_at)) {
      kept.set(id, { value, chain, asked_at });
      if (kept.size > max_tenants) kept.delete(kept.keys().next().value as string);
    }
    return value;
  }

  return {
    resolve(id) {
      const there = kept.get(id);
      if (there) {
        kept.delete(id);
        if (now() - there.asked_at < ttl()) {
          kept.set(id, there);
          return Promise.resolve(there.value);
        }
      }
      const pending = running.get(id);
      if (pending) return pending;
      const mine = ask(id).finally(() => {
        if (running.get(id) === mine) running.delete(id);
      });
      running.set(id, mine);
      return mine;
    },
    invalidate(id) {
      if (touched.size >= MAX_TOUCHED) {
        touched.clear();
        allTouchedAt = now();
      }
      touched.set(id, now());
      for (const [key, { chain }] of kept) if (chain.has(id)) kept.delete(key);
      // Who asks from now on must not be given what was asked before the change.
      running.clear();
    },
    clear,
    hear(on) {
      hearing = on;
      if (on) clear();
      else if (lost_ttl_ms === 0) kept.clear();
    },
  };
}

/** Answers are shared: nobody may spoil one for the others. */
function freeze<T>(value: T): T {
  if (value === null || typeof value !== "object" || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
  return value;
}
