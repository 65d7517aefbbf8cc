import { expect, test } from "vitest";
import { toLine, toText } from "./config.values.ts";
import { parseText } from "./parse-value.ts";

test("a text typed as a string is that string, whatever it looks like", () => {
  expect(parseText("12", "string")).toEqual({ value: "12" });
  expect(parseText("", "string")).toEqual({ value: "" });
});

test.each(["", "abc", "0x10", "Infinity", "1,200", '"1"', "true"])("%j is not a number", (text) => {
  expect(parseText(text, "number").problem).toEqual({ kind: "number" });
});

test("a number is read as JSON reads it", () => {
  expect(parseText("-0.5e3", "number")).toEqual({ value: -500 });
});

test("wrong JSON is located by line and column", () => {
  expect(parseText('{\n  "a": 1,\n  "b": x\n}', "json").problem).toEqual({
    kind: "json",
    line: 3,
    column: 8,
  });
});

test("JSON that ends too early is located at its end", () => {
  expect(parseText('{\n  "a": [1', "json").problem).toEqual({ kind: "json", line: 2, column: 10 });
});

test("every value comes back from its own text", () => {
  for (const value of ["x", "", "two\nlines", 0, -1.5, true, null, [1, { a: [] }]]) {
    const kind = typeof value === "object" ? "json" : (typeof value as "string" | "number" | "boolean");
    expect(parseText(toText(value), kind)).toEqual({ value });
  }
});

test("a blank string is quoted in a cell, so that it is not an empty cell", () => {
  expect(toLine(" ")).toBe('" "');
  expect(toLine("a b")).toBe("a b");
});
