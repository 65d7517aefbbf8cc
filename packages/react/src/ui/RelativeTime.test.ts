import { expect, test } from "vitest";
import { formatRelative } from "./RelativeTime.tsx";

const now = new Date("2026-03-10T12:00:00Z");
const at = (text: string, locale = "en"): string => formatRelative(new Date(text), now, locale);

test("a time is told in the largest unit that fits whole", () => {
  expect(at("2026-03-10T11:55:10Z")).toBe("4 minutes ago");
  expect(at("2026-03-10T09:01:00Z")).toBe("2 hours ago");
  expect(at("2026-03-09T11:00:00Z")).toBe("yesterday");
  expect(at("2026-02-20T12:00:00Z")).toBe("2 weeks ago");
  expect(at("2020-03-10T12:00:00Z")).toBe("6 years ago");
});

test("what is to come is told as such", () => {
  expect(at("2026-03-11T12:00:00Z")).toBe("tomorrow");
  expect(at("2026-03-10T12:00:56Z")).toBe("now");
});

test("a term that has just begun is told as it was chosen", () => {
  expect(at("2026-03-10T12:59:58Z")).toBe("in 1 hour");
  expect(at("2026-03-11T11:59:58Z")).toBe("in 1 day");
  expect(at("2026-06-08T11:59:58Z")).toBe("in 3 months");
  expect(at("2027-03-10T11:59:58Z")).toBe("in 1 year");
  expect(at("2026-09-10T12:00:00Z")).toBe("in 6 months");
  expect(at("2026-03-10T13:31:00Z")).toBe("in 1 hour");
});

test("the words are the locale's", () => {
  expect(at("2026-03-10T11:55:00Z", "de")).toBe("vor 5 Minuten");
});
