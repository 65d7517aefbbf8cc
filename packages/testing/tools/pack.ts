/**
 * `pnpm check:packages`, after a build: packs every package as it would be published, installs the tarballs in an
 * empty project with npm, and uses them there: every entry loads, every command runs, the engine works, and an
 * application made of them runs in a browser.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Outcome, root, run } from "./run.ts";
import { checkStranger, strangersTools } from "./stranger.ts";
import { closingLine } from "./tally.ts";

type Entry = string | { [condition: string]: Entry };
interface Manifest {
  name: string;
  private?: boolean;
  bin?: Record<string, string>;
  exports: Record<string, Entry>;
}
const manifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const targets = (entry: Entry): string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry).flatMap(targets);

/** Uses the engine as a stranger would, on the server that comes along and ends with the program. */
const story = `
import { startPostgres } from "@stratum-hq/postgres";
import { Stratum } from "@stratum-hq/lib";
import { Pool } from "pg";
const postgres = await startPostgres();
const pool = new Pool({ connectionString: postgres.url });
const stratum = new Stratum({ pool, autoMigrate: true });
await stratum.initialize();
const { id } = await stratum.createTenant({ name: "Acme", slug: "acme" });
await stratum.setConfig(id, "greeting", { value: "hello" });
console.log((await stratum.resolveConfig(id)).greeting.value);
await pool.end();
`;

const failures: string[] = [];
let checks = 0;
function expect(right: boolean, otherwise: string): void {
  checks += 1;
  if (!right) failures.push(otherwise);
}
const expectRun = (what: string, { code, output }: Outcome, said = ""): void =>
  expect(code === 0 && output.includes(said), `${what}: ended with ${code}\n${output}`);

const project = mkdtempSync(join(tmpdir(), "stratum-packages-"));
const published = ["packages", "apps"]
  .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
  .filter((folder) => existsSync(join(folder, "package.json")) && !manifest(folder).private);

for (const folder of published) {
  const packed = await run("pnpm", ["pack", "--pack-destination", project], { cwd: folder });
  expectRun(`pnpm pack ${manifest(folder).name}`, packed);
}
const tarballs = readdirSync(project).filter((name) => name.endsWith(".tgz"));
writeFileSync(
  join(project, "package.json"),
  JSON.stringify({ name: "a-user", private: true, type: "module" }),
);
const peers = ["pg", "react", "react-dom", "@tanstack/react-query", "msw", ...strangersTools];
const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
const installed = await run("npm", [...install, ...tarballs.map((name) => `./${name}`), ...peers], {
  cwd: project,
});
expectRun("npm install", installed);

if (failures.length === 0) {
  for (const { name } of published.map(manifest)) {
    const folder = join(project, "node_modules", name);
    const text = readFileSync(join(folder, "package.json"), "utf8");
    for (const leftover of ["workspace:", "catalog:", "@stratum-hq/source"])
      expect(!text.includes(leftover), `${name}: package.json still says ${leftover}`);
    const { exports, bin = {} } = JSON.parse(text) as Manifest;
    for (const target of [...targets(exports), ...Object.values(bin)])
      expect(existsSync(join(folder, target)), `${name}: ${target} is named, but not in the package`);
    for (const command of Object.keys(bin)) {
      const path = join(project, "node_modules/.bin", command);
      expectRun(`${command} --help`, await run(path, ["--help"], { cwd: project }), command);
    }
    // What has a command is for the shell: to load it is to run it.
    const code = Object.keys(exports).filter(
      (path) => !/\.(css|json)$/.test(path) && Object.keys(bin).length === 0,
    );
    for (const path of code) {
      const entry = name + path.slice(1);
      const load = `await import(${JSON.stringify(entry)})`;
      expectRun(
        entry,
        await run(process.execPath, ["--input-type=module", "--eval", load], { cwd: project }),
      );
    }
  }
  writeFileSync(join(project, "story.mjs"), story);
  expectRun("the engine, installed", await run(process.execPath, ["story.mjs"], { cwd: project }), "hello");
  for (const fault of await checkStranger(project)) expect(false, `a stranger's application: ${fault}`);
  checks += 1;
}

rmSync(project, { recursive: true });
for (const failure of failures) console.error(failure);
console.log(closingLine({ passed: checks - failures.length, failed: failures.length }));
process.exitCode = failures.length > 0 ? 1 : 0;
