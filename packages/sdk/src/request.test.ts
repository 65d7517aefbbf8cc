import { routes } from "@stratum-hq/core/client";
import { expect, test } from "vitest";
import { toCall } from "./request.ts";

test("a number that JSON would make null is refused before it is sent", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => toCall(routes.setConfig, true, ["id", "k", { value: [value] }])).toThrow(
      /must be a number that JSON can hold/,
    );
  expect(toCall(routes.setConfig, true, ["id", "k", { value: [1, null] }]).body).toBe('{"value":[1,null]}');
});
