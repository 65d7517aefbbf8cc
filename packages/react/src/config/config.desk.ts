import type { StratumClient } from "@stratum-hq/sdk";
import type { ConfigDrafts } from "./config.drafts.ts";

/** The drafts of a tenant, and the way back and forth between what they were. */
export interface DraftSteps {
  past: readonly ConfigDrafts[];
  now: ConfigDrafts;
  future: readonly ConfigDrafts[];
}
export type DraftStep = { to: ConfigDrafts } | "undo" | "redo" | "forget";
/** Nothing is drafted, and there is nothing to take back. */
export const NO_STEPS: DraftSteps = { past: [], now: {}, future: [] };
/** How many steps can be taken back. */
const MEMORY = 100;

function walk({ past, now, future }: DraftSteps, step: DraftStep): DraftSteps {
  const [back, next] = [past.at(-1), future[0]];
  if (step === "forget") return NO_STEPS;
  if (step === "undo")
    return back ? { past: past.slice(0, -1), now: back, future: [now, ...future] } : { past, now, future };
  if (step === "redo")
    return next ? { past: [...past, now], now: next, future: future.slice(1) } : { past, now, future };
  return { past: [...past, now].slice(-MEMORY), now: step.to, future: [] };
}

/** Drafts by tenant, so that those of one can never be saved to another. */
export interface Desk {
  of: (tenantId: string) => DraftSteps;
  go: (tenantId: string, step: DraftStep) => void;
  /** How many drafts there are, over all tenants. */
  count: () => number;
  subscribe: (listener: () => void) => () => void;
}

function createDesk(): Desk {
  const tenants = new Map<string, DraftSteps>();
  const listeners = new Set<() => void>();
  const of = (tenantId: string): DraftSteps => tenants.get(tenantId) ?? NO_STEPS;
  return {
    of,
    go: (tenantId, step) => {
      tenants.set(tenantId, walk(of(tenantId), step));
      for (const listener of [...listeners]) listener();
    },
    count: () => [...tenants.values()].reduce((sum, { now }) => sum + Object.keys(now).length, 0),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const desks = new WeakMap<StratumClient, Desk>();

/**
 * Where the drafts made with a client lie: in memory only, as there may be secrets among them, and as long as the
 * client. An editor that is taken away, as when the session ends, finds them again.
 */
export function deskOf(client: StratumClient): Desk {
  const desk = desks.get(client) ?? createDesk();
  desks.set(client, desk);
  return desk;
}

/** How many config changes were drafted with a client and are not saved, over all tenants. */
export const countConfigDrafts = (client: StratumClient): number => deskOf(client).count();
