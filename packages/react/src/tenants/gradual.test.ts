import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gradual } from "./gradual.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Things that take 2 ms each to make, six to a slice of 12 ms. */
function things() {
  const made: number[] = [];
  const destroyed: number[] = [];
  const kept = gradual(
    (id: number) => {
      vi.setSystemTime(Date.now() + 2);
      vi.spyOn(performance, "now").mockReturnValue(Date.now());
      made.push(id);
      return { id, destroy: () => destroyed.push(id) };
    },
    { atOnce: 3, slice: 12 },
  );
  return { ...kept, made, destroyed };
}
const upTo = (end: number): number[] => Array.from({ length: end }, (_, id) => id);

test("few are made at once", () => {
  const { want, made } = things();
  want(upTo(3));
  expect(made).toEqual([0, 1, 2]);
  expect(vi.getTimerCount()).toBe(0);
});

test("many come in slices, each once and in their order", () => {
  const { want, made } = things();
  want(upTo(20));
  expect(made).toEqual(upTo(3));
  vi.advanceTimersToNextTimer();
  expect(made).toEqual(upTo(9));
  vi.runAllTimers();
  expect(made).toEqual(upTo(20));
});

test("one whose turn has not come is made when it is asked for, and not again", () => {
  const { want, of, made } = things();
  want(upTo(10));
  expect(of(8).id).toBe(8);
  expect(made).toEqual([0, 1, 2, 8]);
  vi.runAllTimers();
  expect([...made].sort()).toEqual(upTo(10));
});

test("what is no longer wanted is destroyed, or never made", () => {
  const { want, made, destroyed } = things();
  want(upTo(10));
  want([2, 9]);
  expect(destroyed).toEqual([0, 1]);
  vi.runAllTimers();
  expect(made).toEqual([0, 1, 2, 9]);
  want([]);
  expect(destroyed).toEqual([0, 1, 2, 9]);
});
