/**
 * `pnpm size`, after a build: bundles what an application would import and holds it to the budgets of
 * `.size-limit.json`. Counted is what the page loads first, with its dependencies; what is loaded when it is needed
 * (dialogs, menus) goes into a file of its own. React and TanStack Query are the application's own. `--components`
 * measures each component instead, for the pages of Storybook: what it costs beside the provider goes to
 * `.storybook/sizes.json`.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
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

/** What the page loads at first, and what it loads when it is needed. */
interface Parts {
  first: string;
  later: string;
}

/** Bundles one case. */
async function bundle(name: string, code: string): Promise<Parts> {
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
  return { first: textOf(true), later: textOf(false) };
}

/** Holds the cases to their budgets. */
async function hold(): Promise<number> {
  for (const [name, code] of Object.entries(cases)) {
    const { first, later } = await bundle(name, code);
    writeFileSync(join(folder, `${name}.first.js`), first);
    writeFileSync(join(folder, `${name}.later.js`), later);
  }
  return (await run("size-limit", [], { live: true })).code;
}

const weigh = ({ first, later }: Parts): Record<keyof Parts, number> => ({
  first: gzipSync(first).length,
  later: later === "" ? 0 : gzipSync(later).length,
});

/** What the built kit exports as a component: a function or a `forwardRef`, with a capital letter. */
async function componentNames(): Promise<string[]> {
  const file = pathToFileURL(join(root, "packages/react/dist/index.js")).href;
  const exported: Record<string, { $$typeof?: symbol }> = await import(file);
  return Object.entries(exported)
    .filter(([name]) => /^[A-Z][a-z]/.test(name))
    .filter(([, one]) => typeof one === "function" || one.$$typeof === Symbol.for("react.forward_ref"))
    .map(([name]) => name);
}

/** Writes what each component costs beside the provider, in bytes to the nearest hundred. */
async function measure(): Promise<void> {
  const provider = weigh(await bundle("TenantProvider", `export { TenantProvider } from "${kit}"`));
  const sizes: Record<string, Record<keyof Parts, number>> = {};
  for (const name of await componentNames()) {
    const own = name === "TenantProvider";
    const all = own
      ? provider
      : weigh(await bundle(name, `export { TenantProvider, ${name} } from "${kit}"`));
    const cost = (part: keyof Parts): number =>
      Math.max(0, Math.round((all[part] - (own ? 0 : provider[part])) / 100) * 100);
    sizes[name] = { first: cost("first"), later: cost("later") };
  }
  writeFileSync(join(root, ".storybook", "sizes.json"), `${JSON.stringify(sizes, null, 2)}\n`);
}

rmSync(folder, { recursive: true, force: true });
if (process.argv.includes("--components")) await measure();
else process.exitCode = await hold();
