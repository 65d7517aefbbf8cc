/** Which tenant a provider goes to when several are asked for, some are vetoed, and answers come in any order. */

/** A switch that somebody asks for; null stands for no tenant. */
export interface TenantSwitch {
  from: string | null;
  to: string | null;
}
/**
 * Asked before a tenant is left; `false` or a promise of it vetoes. `signal` ends the question: another switch was
 * asked for meanwhile, and the answer counts no more.
 */
export type SwitchGuard = (change: TenantSwitch, signal: AbortSignal) => unknown;

/** What the switching does its work on. */
export interface SwitchingHost {
  /** The tenant that is drawn. */
  drawn: () => string | null;
  /** Draws another one, or asks the application to. */
  commit: (tenantId: string | null) => void;
  /** Starts to load a tenant before it is drawn. */
  load: (tenantId: string) => void;
  /** Stops loading a tenant that will not be drawn after all. */
  abandon: (tenantId: string) => void;
}

export interface Switching {
  /** Resolves to whether it switched: false if it was vetoed, or if another switch was asked for meanwhile. */
  switchTenant: (to: string | null) => Promise<boolean>;
  /** Loads a tenant ahead, for example when the pointer rests on its name. The one before it is abandoned. */
  prefetch: (tenantId: string) => void;
  /** Puts a question before every switch, until the returned function is called. */
  guard: (guard: SwitchGuard) => () => void;
  /** Asks all guards whether the tenant may be left for another, or for another page. */
  mayLeave: (to: string | null) => Promise<boolean>;
  /** To be told of each tenant that is drawn. One that nobody asked for here ends a switch that is under way. */
  arrived: (tenantId: string | null) => void;
  /** The switch that waits for its guards; null if there is none. */
  pending: () => TenantSwitch | null;
  subscribe: (listener: () => void) => () => void;
}

/** Makes the switching of one provider or scope. The last switch asked for wins, whatever resolves when. */
export function createSwitching(host: SwitchingHost, outer?: Switching): Switching {
  const guards = new Set<SwitchGuard>();
  const listeners = new Set<() => void>();
  let committed = host.drawn();
  let ahead: string | null = null;
  let running: { change: TenantSwitch; question: AbortController } | null = null;

  function setRunning(next: typeof running): void {
    running?.question.abort();
    running = next;
    for (const listener of [...listeners]) listener();
  }
  function prefetch(tenantId: string): void {
    abandonAhead(tenantId);
    ahead = tenantId;
    host.load(tenantId);
  }
  /** Abandons what was loaded ahead, unless it is this tenant or the one that a switch is going to. */
  function abandonAhead(but: string | null): void {
    if (ahead !== null && ahead !== but && ahead !== running?.change.to) host.abandon(ahead);
  }
  async function ask(change: TenantSwitch, signal: AbortSignal): Promise<boolean> {
    const ended = new Promise<false>((resolve) =>
      signal.addEventListener("abort", () => resolve(false), { once: true }),
    );
    for (const guard of [...guards])
      if ((await Promise.race([guard(change, signal), ended])) === false) return false;
    return !signal.aborted;
  }

  return {
    async switchTenant(to) {
      const from = host.drawn();
      if (to === from && to === committed) {
        setRunning(null);
        abandonAhead(to);
        return true;
      }
      const mine = { change: { from, to }, question: new AbortController() };
      setRunning(mine);
      if (to !== null) prefetch(to);
      try {
        // Without a guard nothing is awaited, and the next tenant is drawn with the click.
        if (guards.size > 0 && !(await ask(mine.change, mine.question.signal))) return false;
        committed = to;
        host.commit(to);
        return true;
      } finally {
        if (running === mine) setRunning(null);
      }
    },
    prefetch,
    guard(guard) {
      guards.add(guard);
      const release = outer?.guard(guard);
      return () => {
        guards.delete(guard);
        release?.();
      };
    },
    mayLeave: (to) => ask({ from: host.drawn(), to }, new AbortController().signal),
    arrived(tenantId) {
      if (tenantId === committed) return;
      committed = tenantId;
      if (running) setRunning(null);
    },
    pending: () => running?.change ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
