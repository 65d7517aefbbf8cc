/** Looks at a story on screens of several sizes. Not part of the package. */
import { cutTexts } from "./cut-text.ts";

/** A phone, a tablet, a small and a large desk, px; the last is where a story goes on. */
const SIZES: [number, number][] = [
  [390, 844],
  [760, 900],
  [1000, 900],
  [1280, 900],
];
const inTest = "__vitest_browser__" in globalThis;

/** Waits until what floats has its place and nothing that ends moves any more. What Storybook has paused never will. */
async function settled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const ending = document
    .getAnimations()
    .filter((one) => one.playState === "running" && Number.isFinite(one.effect?.getComputedTiming().endTime));
  await Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
}

/** What `cutTexts` finds, with the width at which it is first seen. Outside of a test: at the size that there is. */
export async function faultsAtEachSize(): Promise<Map<string, number>> {
  const faults = new Map<string, number>();
  const look = async (): Promise<void> => {
    await settled();
    for (const fault of cutTexts()) if (!faults.has(fault)) faults.set(fault, innerWidth);
  };
  if (!inTest) {
    await look();
    return faults;
  }
  const { page } = await import("vitest/browser");
  for (const size of SIZES) {
    await page.viewport(...size);
    await look();
  }
  return faults;
}
