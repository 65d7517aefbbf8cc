/**
 * An application of a stranger: Vite and React outside this repository, made of the packed packages and the README's
 * first example, on a page with a strict content security policy, against the real server on another origin.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { findChromium, launchOptions } from "./chromium.ts";
import { root, run } from "./run.ts";

/** What one check found: empty when all is right. */
export type Faults = string[];
/** What an application needs beside our packages, for `npm install`. */
export const strangersTools: readonly string[] = ["vite@8", "@vitejs/plugin-react@6"];

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A stranger's portal</title>
<link rel="icon" href="data:,"></head><body><div id="root"></div><script type="module" src="/main.tsx"></script></body></html>`;
const main = `import { createRoot } from "react-dom/client";
import { TenantAdmin } from "./TenantAdmin";
const tenantId = new URLSearchParams(location.search).get("tenant") ?? "";
createRoot(document.getElementById("root")!).render(<TenantAdmin tenantId={tenantId} />);`;
const viteConfig = `import react from "@vitejs/plugin-react";
export default { plugins: [react()], build: { assetsInlineLimit: 0 } };`;

/** Serves the built page under its policy, and a control plane beside it; prints both addresses and a tenant. */
const server = `
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { start } from "@stratum-hq/control-plane";
import { startPostgres } from "@stratum-hq/postgres";
const types = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html" };
const postgres = await startPostgres();
let control, tenant;
const page = createServer(async (request, response) => {
  const path = new URL(request.url, "http://x").pathname;
  if (path === "/stratum-token")
    return response.end((await control.stratum.createUiToken({ tenant_id: tenant.id, scopes: ["write"] })).token);
  const file = join("dist", path === "/" ? "index.html" : path);
  if (!existsSync(file)) return response.writeHead(404).end();
  response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
  response.setHeader("content-security-policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' " + control.url);
  const text = readFileSync(file, "utf8");
  response.end(extname(file) === ".js" ? text.replaceAll("https://stratum.example.com", control.url) : text);
});
await new Promise((resolve) => page.listen(0, "127.0.0.1", resolve));
const origin = "http://127.0.0.1:" + page.address().port;
control = await start({ databaseUrl: postgres.url, autoMigrate: true, poolSize: 5, cacheTenants: 100, host: "127.0.0.1", port: 0,
  keySecret: "k".repeat(32), tokenSecret: "t".repeat(32), corsOrigins: [origin], trustProxy: false,
  development: false, logLevel: "error", shutdownTimeoutMs: 1000 });
tenant = await control.stratum.createTenant({ name: "Acme Security", slug: "acme" });
await control.stratum.createTenant({ name: "North Star", slug: "north", parent_id: tenant.id });
await control.stratum.setConfig(tenant.id, "auth.session_minutes", { value: 30 });
console.log(origin + "/?tenant=" + tenant.id);
process.stdin.on("end", async () => { await control.close(); process.exit(); }).resume();
`;

/** Builds the application in `project`, where everything is installed, and looks at it in a browser. */
export async function checkStranger(project: string): Promise<Faults> {
  if (!findChromium()) return ["There is no Chromium to look at the stranger's application with."];
  const app = join(project, "app");
  mkdirSync(app);
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const example = /```tsx\n(.*?)```/s.exec(readme)?.[1] ?? "";
  writeFileSync(join(app, "index.html"), html);
  writeFileSync(join(app, "main.tsx"), main);
  writeFileSync(join(app, "TenantAdmin.tsx"), example);
  writeFileSync(join(app, "vite.config.js"), viteConfig);
  writeFileSync(join(app, "server.mjs"), server);
  const vite = join(project, "node_modules/vite/bin/vite.js");
  const built = await run(process.execPath, [vite, "build"], { cwd: app });
  if (!existsSync(join(app, "dist/index.html")))
    return [`vite build ended with ${built.code}\n${built.output}`];
  return look(app);
}

async function look(app: string): Promise<Faults> {
  const child = spawn(process.execPath, ["server.mjs"], { cwd: app, stdio: ["pipe", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const browser = await chromium.launch(launchOptions());
  try {
    const started = await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => null)]);
    if (!started) return [`the stranger's server did not start\n${errors}`];
    const page = await browser.newPage();
    return await use(page, String(started[0]).trim());
  } finally {
    await browser.close();
    child.stdin.end();
    if (child.exitCode === null) await once(child, "exit");
  }
}

async function use(page: Page, url: string): Promise<Faults> {
  const faults: Faults = [];
  page.on("console", (line) => {
    if (line.type() === "error" || line.type() === "warning") faults.push(`the page says: ${line.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`the page throws: ${error.message}`));
  const steps: [string, () => Promise<unknown>][] = [
    ["open the page", () => page.goto(url)],
    ["see the tree", () => page.getByRole("treeitem", { name: /Acme Security/ }).waitFor()],
    ["see the config", () => page.getByRole("row", { name: /auth\.session_minutes/ }).waitFor()],
    ["open a menu", () => page.getByRole("button", { name: "Add key" }).click()],
    ["see a dialog", () => page.getByRole("dialog").waitFor()],
    ["close it", () => page.keyboard.press("Escape")],
  ];
  for (const [what, step] of steps) {
    try {
      await step();
    } catch (error) {
      return [...faults, `could not ${what}: ${(error as Error).message}`];
    }
  }
  return faults;
}
