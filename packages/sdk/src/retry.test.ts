import { afterEach, expect, test, vi } from "vitest";
import { delayBefore } from "./retry.ts";

afterEach(() => void vi.restoreAllMocks());

test("the delay doubles up to its bound, and is random between half and all of it", () => {
  const options = { retries: 9, base_ms: 100, max_ms: 500 };
  const delays = [0, 1, 2, 3, 8];
  vi.spyOn(Math, "random").mockReturnValue(0);
  expect(delays.map((n) => delayBefore(n, options, null))).toEqual([50, 100, 200, 250, 250]);
  vi.spyOn(Math, "random").mockReturnValue(1);
  expect(delays.map((n) => delayBefore(n, options, null))).toEqual([100, 200, 400, 500, 500]);
  expect(delayBefore(9, options, null)).toBeUndefined();
});

test("Retry-After counts as given, in seconds or as a date; nonsense counts as none", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-01-01T00:00:00Z") });
  expect(delayBefore(0, {}, "3")).toBe(3_000);
  expect(delayBefore(0, {}, "Thu, 01 Jan 2026 00:00:09 GMT")).toBe(9_000);
  expect(delayBefore(0, {}, "Wed, 31 Dec 2025 00:00:00 GMT")).toBe(0);
  expect(delayBefore(0, {}, "31")).toBeUndefined();
  expect(delayBefore(0, { base_ms: 10 }, "soon")).toBeLessThanOrEqual(10);
  vi.useRealTimers();
});
