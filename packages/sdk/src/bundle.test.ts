import { fileURLToPath } from "node:url";
import { build, type Rollup } from "vite";
import { expect, test } from "vitest";

/** Ids of the modules that a browser bundle of `entry` holds. */
async function modulesOf(entry: string): Promise<string[]> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["@stratum-hq/source"] },
    build: { write: false, lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ["es"] } },
  });
  const { output } = (result as Rollup.RollupOutput[])[0] as Rollup.RollupOutput;
  return output.flatMap((chunk) => (chunk.type === "chunk" ? Object.keys(chunk.modules) : []));
}

test("a browser bundle of the client holds no schema library and nothing of Node", {
  timeout: 60_000,
}, async () => {
  const modules = await modulesOf("./index.ts");
  expect(modules.some((id) => id.endsWith("/sdk/src/client.ts"))).toBe(true);
  expect(
    modules.filter((id) =>
      /node_modules|\.schema\.ts|\.contract\.ts|\/server\/|^node:|browser-external/.test(id),
    ),
  ).toEqual([]);
});

test("the check above would see the schema library: the mock's validation brings it", {
  timeout: 60_000,
}, async () => {
  expect((await modulesOf("./msw/input.ts")).some((id) => id.includes("/zod/"))).toBe(true);
});

test("and it would see jose and parts of Node: the part for servers has both", {
  timeout: 60_000,
}, async () => {
  const modules = await modulesOf("./server/index.ts");
  expect(modules.some((id) => id.includes("/jose/"))).toBe(true);
  expect(modules.some((id) => id.includes("browser-external"))).toBe(true);
});
