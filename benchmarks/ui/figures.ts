/** One line of the table. */
export interface Figure {
  what: string;
  value: number;
  unit: "ms" | "MB" | "";
  /** The most it may be. Default: no bar. */
  bar?: number;
}

declare global {
  interface Window {
    /** Set when a page has measured. */
    figures?: Figure[];
  }
}

/** The middle one of some figures. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Milliseconds from before `act` to the frame after which `seen` holds and is painted. */
export async function untilPainted(act: () => void, seen: () => boolean): Promise<number> {
  const start = performance.now();
  act();
  while (!seen()) {
    if (performance.now() - start > 30_000) throw new Error("It was not painted within 30 s.");
    await frame();
  }
  // What was drawn in this frame is on screen when the next one begins.
  await frame();
  return performance.now() - start;
}
