/**
 * `pnpm bench:ui [name…]`: builds each `<name>.page.tsx` of this folder as for production, opens it in Chromium, and
 * prints the figures that it leaves in `window.figures`. Fails where one is above its bar. What follows a `?` in a name
 * goes to the page.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { chromium } from "playwright";
import { build, defaultClientConditions, preview } from "vite";
import { launchOptions } from "../../packages/testing/tools/chromium.ts";
import type { Figure } from "./figures.ts";

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const pages = readdirSync(folder)
  .filter((file) => file.endsWith(".page.tsx"))
  .map((file) => file.replace(".page.tsx", ""));
const names = wanted.length === 0 ? pages : wanted;
const pageOf = (name: string): string => name.replace(/\?.*/, "");
const unknown = names.filter((name) => !pages.includes(pageOf(name)));
if (unknown.length > 0) throw new Error(`There is no page called ${unknown.join(" or ")}.`);

async function measure(name: string): Promise<Figure[]> {
  // Inside the folder, so that the page's imports are found.
  const root = mkdtempSync(join(folder, ".page-"));
  writeFileSync(
    join(root, "index.html"),
    `<!doctype html><html lang="en"><title>${name}</title><div id="root"></div><script type="module" src="../${pageOf(name)}.page.tsx"></script></html>`,
  );
  const conditions = ["@stratum-hq/source", ...defaultClientConditions];
  const config = { configFile: false as const, root, plugins: [react()], resolve: { conditions } };
  const browser = await chromium.launch(launchOptions());
  try {
    await build({ ...config, logLevel: "error" });
    const server = await preview({ ...config, preview: { host: "127.0.0.1", port: 0 } });
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(error));
    await page.goto(`${server.resolvedUrls?.local[0] ?? ""}${name.slice(pageOf(name).length)}`);
    const figures = await page.waitForFunction(() => window.figures, undefined, { timeout: 180_000 });
    const result = (await figures.jsonValue()) as Figure[];
    await new Promise((resolve) => server.httpServer.close(resolve));
    return result;
  } finally {
    await browser.close();
    rmSync(root, { recursive: true });
  }
}

for (const name of names) {
  console.log(`\n${name}`);
  for (const { what, value, unit, bar } of await measure(name)) {
    const passed = bar === undefined || value <= bar;
    if (!passed) process.exitCode = 1;
    const limit = bar === undefined ? "" : `  ≤ ${bar}  ${passed ? "ok" : "MISSED"}`;
    console.log(`  ${what.padEnd(52)} ${value.toFixed(1).padStart(9)} ${unit.padEnd(3)}${limit}`);
  }
}
// A preview server keeps idle connections.
process.exit();
