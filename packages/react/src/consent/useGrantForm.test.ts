import { expect, test } from "vitest";
import { endOf } from "./useGrantForm.ts";

const now = new Date("2026-01-15T10:00:00Z");

test("a consent that is open ends only by withdrawal", () => {
  expect(endOf("open", "", now)).toBeNull();
});

test("a term of months ends on the same day of a later month", () => {
  expect(endOf("6", "", now)?.slice(0, 10)).toBe("2026-07-15");
  expect(endOf("24", "", now)?.slice(0, 10)).toBe("2028-01-15");
});

test("a last day holds until its end, in the reader's time zone", () => {
  expect(endOf("date", "2026-03-01", now)).toBe(new Date(2026, 2, 1, 23, 59, 59).toISOString());
});
