/** Answers that follow from a tenant's chain, kept in this process until something in the chain changes. */
import { parseAncestryPath } from "@stratum-hq/core";
import type { Caller, Placed } from "./caller.ts";

export interface CacheOptions {
  /** Tenants whose answers are kept; the one unused for longest goes first. Default 10,000. */
  maxTenants?: number;
}
/** What the cache did since the start. */
export interface CacheStats {
  /** false while nothing is kept: off, or the listener is lost. */
  active: boolean;
  tenants: number;
  hits: number;
  misses: number;
  invalidations: number;
}
/** An answer and the tenant on whose chain it hangs. */
export interface Answer<T> {
  value: T;
  tenant: Placed;
}
export interface Cache {
  /**
   * The kept answer, else that of `load`, frozen so that nobody can spoil it. Refusals are not kept.
   * @param kind what is asked; with what the answer depends on beside the tenant and the caller's subtree.
   */
  answer<T>(caller: Caller, id: string, kind: string, load: () => Promise<Answer<T>>): Promise<T>;
  /** Drops what hangs on these tenants: ids with commas, `*` for everything, `-` for nothing. */
  invalidate(touched: string): void;
  /** All commits until now have been heard of, or are told next. */
  confirm(): void;
  /** Begins, or stops and forgets. */
  turn(on: boolean): void;
  stats(): CacheStats;
}

/** After so long without `confirm` nothing that is kept is given: the process itself may have stood still. In milliseconds. */
const SILENCE_MS = 1_000;

interface Kept {
  chain: readonly string[];
  answers: Map<string, unknown>;
}

export function createCache({ maxTenants = 10_000 }: CacheOptions = {}): Cache {
  const kept = new Map<string, Kept>();
  /** Ids of kept tenants by what stands in their chain. */
  const hanging = new Map<string, Set<string>>();
  /** What was touched while a load ran: its answer may be older than that. */
  const running = new Set<Set<string>>();
  let epoch = 0;
  let active = false;
  let confirmed = 0;
  let [hits, misses, invalidations] = [0, 0, 0];

  function drop(id: string): void {
    for (const above of kept.get(id)?.chain ?? []) {
      const ids = hanging.get(above);
      ids?.delete(id);
      if (ids?.size === 0) hanging.delete(above);
    }
    kept.delete(id);
  }
  function clear(): void {
    epoch++;
    kept.clear();
    hanging.clear();
  }
  function keep(chain: readonly string[], key: string, value: unknown): void {
    const id = chain.at(-1) as string;
    const there = kept.get(id);
    if (there) {
      there.answers.set(key, value);
      return;
    }
    kept.set(id, { chain, answers: new Map([[key, value]]) });
    for (const above of chain) {
      const ids = hanging.get(above);
      if (ids) ids.add(id);
      else hanging.set(above, new Set([id]));
    }
    if (kept.size > maxTenants) drop(kept.keys().next().value as string);
  }

  return {
    async answer<T>(caller: Caller, id: string, kind: string, load: () => Promise<Answer<T>>): Promise<T> {
      if (!active || performance.now() - confirmed > SILENCE_MS) return (await load()).value;
      // Names are shown by where the caller stands.
      const key = `${kind} ${caller.within}`;
      const there = kept.get(id);
      const known = there?.answers.get(key);
      if (there && known !== undefined) {
        hits++;
        kept.delete(id);
        kept.set(id, there);
        return known as T;
      }
      misses++;
      const [started, touched] = [epoch, new Set<string>()];
      running.add(touched);
      try {
        const { value, tenant } = await load();
        const chain = [...parseAncestryPath(tenant.ancestry_path), tenant.id];
        freeze(value);
        if (epoch === started && !chain.some((one) => touched.has(one))) keep(chain, key, value);
        return value;
      } finally {
        running.delete(touched);
      }
    },
    invalidate(touched) {
      if (!active || touched === "-") return;
      const ids = touched.split(",");
      invalidations += ids.length;
      if (ids.includes("*")) return clear();
      for (const id of ids) {
        for (const set of running) set.add(id);
        for (const below of [...(hanging.get(id) ?? [])]) drop(below);
      }
    },
    confirm() {
      confirmed = performance.now();
    },
    turn(on) {
      clear();
      active = on;
      this.confirm();
    },
    stats: () => ({ active, tenants: kept.size, hits, misses, invalidations }),
  };
}

function freeze(value: unknown): void {
  if (value === null || typeof value !== "object" || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
