import { EventEmitter } from "node:events";
import { TenantContextNotFoundError } from "@stratum-hq/core/client";
import { expect, test } from "vitest";
import { enter, getTenantContext, runWithTenantContext } from "./context.ts";

const found = (): string => {
  try {
    return getTenantContext().tenant_id;
  } catch {
    return "nobody";
  }
};

test("outside of a request there is no context", () => {
  expect(() => getTenantContext()).toThrow(TenantContextNotFoundError);
});

test("work of one's own runs in the context that it is given, one inside the other, until it ends", async () => {
  const inner = async (): Promise<string[]> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return [found()];
  };
  const seen = await runWithTenantContext({ tenant_id: "a" }, async () => {
    const [first, second] = await Promise.all([inner(), runWithTenantContext({ tenant_id: "b" }, inner)]);
    return [...first, ...second, found()];
  });
  expect([...seen, found()]).toEqual(["a", "b", "a", "nobody"]);
});

test("listeners of a request run in its context, wherever its events come from; the last one entered counts", () => {
  const request = new EventEmitter();
  const seen: string[] = [];
  request.on("before", () => seen.push(found()));
  request.emit("before");
  enter({ tenant_id: "a" }, [request], () => request.on("data", () => seen.push(found())));
  request.emit("data");
  enter({ tenant_id: "b" }, [request], () => seen.push(found()));
  request.emit("data");
  request.emit("before");
  expect(seen).toEqual(["nobody", "a", "b", "b", "b"]);
  expect(request.emit("nothing")).toBe(false);
});
