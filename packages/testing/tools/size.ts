/**
 * `pnpm size`, after a build: bundles what an application would import and holds it to the budgets of
 * `.size-limit.json`. Counted is what the page loads first, with its dependencies; what is loaded when it is needed
 * (dialogs, menus) goes into a file of its own. React and TanStack Query are the application's own.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { root, run } from "./run.ts";

const kit = "@stratum-hq/react";
const cases: Record<string, string> = {
  all: `export * from "${kit}"`,
  tree: `export { TenantProvider, TenantTree } from "${kit}"`,
  config: `export { TenantProvider, ConfigEditor } from "${kit}"`,
  permissions: `export { TenantProvider, PermissionEditor } from "${kit}"`,
  provider: `export { TenantProvider } from "${kit}"`,
  client: `export { createClient } from "@stratum-hq/sdk"`,
};
const folder = join(root, "dist", "size");

/** Bundles one case and sorts its chunks into `first` and `later`. */
async function bundle(name: string, code: string): Promise<void> {
  const entry = join(folder, `${name}.js`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(entry, code);
  const result = (await build({
    configFile: false,
    logLevel: "error",
    root,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: {
      alias: {
        [kit]: join(root, "packages/react/dist/index.js"),
        "@stratum-hq/sdk": join(root, "packages/sdk/dist/index.js"),
      },
    },
    build: {
      write: false,
      // As an application builds: a library's ES modules would keep their white space.
      modulePreload: false,
      rollupOptions: {
        input: entry,
        preserveEntrySignatures: "strict",
        external: [/^react(-dom)?($|\/)/, "@tanstack/react-query"],
      },
    },
  })) as unknown as { output: { fileName: string; code?: string; isEntry?: boolean; imports: string[] }[] };
  const chunks = new Map(result.output.map((chunk) => [chunk.fileName, chunk]));
  const first = new Set<string>();
  const take = (file: string): void => {
    if (first.has(file) || !chunks.has(file)) return;
    first.add(file);
    chunks.get(file)?.imports.forEach(take);
  };
  for (const chunk of chunks.values()) if (chunk.isEntry) take(chunk.fileName);
  // As one text each: how it is cut into chunks is the application's choice.
  const textOf = (wanted: boolean): string =>
    [...chunks.values()]
      .filter((chunk) => chunk.code !== undefined && first.has(chunk.fileName) === wanted)
      .map((chunk) => chunk.code)
      .join("\n");
  writeFileSync(join(folder, `${name}.first.js`), textOf(true));
  writeFileSync(join(folder, `${name}.later.js`), textOf(false));
}

rmSync(folder, { recursive: true, force: true });
for (const [name, code] of Object.entries(cases)) await bundle(name, code);
const { code } = await run("size-limit", [], { live: true });
process.exitCode = code;
