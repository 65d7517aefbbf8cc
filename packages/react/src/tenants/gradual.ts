/** Things that are made when they are first wanted and destroyed when they no longer are. */
export interface Gradual<Id, Made> {
  /** Wants exactly these: the first at once, many more in slices, so that nothing else waits for them. */
  want: (ids: readonly Id[]) => void;
  /** The thing of an id, made now if its turn has not come yet. */
  of: (id: Id) => Made;
}

export interface GradualOptions {
  /** How many are made at once. Default 50. */
  atOnce?: number;
  /** How long a slice may take, in ms. Default 6, which leaves most of a frame to others. */
  slice?: number;
}

/** Keeps what is wanted; `make` must not call back. */
export function gradual<Id, Made extends { destroy: () => void }>(
  make: (id: Id) => Made,
  { atOnce = 50, slice = 6 }: GradualOptions = {},
): Gradual<Id, Made> {
  const made = new Map<Id, Made>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const of = (id: Id): Made => {
    const one = made.get(id) ?? make(id);
    made.set(id, one);
    return one;
  };
  const takeUp = (waiting: readonly Id[]): void => {
    if (waiting.length === 0) return;
    timer = setTimeout(() => {
      const end = performance.now() + slice;
      let next = 0;
      while (next < waiting.length && (next === 0 || performance.now() < end)) of(waiting[next++] as Id);
      takeUp(waiting.slice(next));
    });
  };
  const want = (ids: readonly Id[]): void => {
    clearTimeout(timer);
    const wanted = new Set(ids);
    for (const [id, one] of made) {
      if (wanted.has(id)) continue;
      one.destroy();
      made.delete(id);
    }
    const waiting = ids.filter((id) => !made.has(id));
    waiting.slice(0, atOnce).forEach(of);
    takeUp(waiting.slice(atOnce));
  };
  return { want, of };
}
