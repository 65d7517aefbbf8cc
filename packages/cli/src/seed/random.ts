/** Random choices that are the same at every run. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** true once in `n` times. */
  oneIn(n: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** So many different ones, or all if there are fewer. */
  some<T>(list: readonly T[], count: number): T[];
}

/** The generator "mulberry32": small, and good enough for an example. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const some = <T>(list: readonly T[], count: number): T[] => {
    const rest = [...list];
    return Array.from({ length: Math.min(count, rest.length) }, () =>
      rest.splice(int(0, rest.length - 1), 1),
    ).flat();
  };
  return {
    int,
    oneIn: (n) => int(1, n) === 1,
    pick: (list) => list[int(0, list.length - 1)] as (typeof list)[number],
    some,
  };
}
