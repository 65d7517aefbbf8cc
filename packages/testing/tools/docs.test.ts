/**
 * The code in README and docs does what it says: every `ts` and `tsx` block compiles, every `ts` block runs on an
 * empty database and prints what its comments say, and the commands of `sh` blocks exist.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDatabase } from "../src/database.ts";
import { root, run } from "./run.ts";

interface Block {
  /** Also its file's name: the language is part of it, since of x.ts and x.tsx the compiler would take only one. */
  name: string;
  language: string;
  code: string;
}
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`),
];
const blocks: Block[] = pages
  .filter((page) => page.endsWith(".md"))
  .flatMap((page) => {
    const fences = readFileSync(join(root, page), "utf8").matchAll(/^```(\w+)\n(.*?)^```/gms);
    return [...fences].map(([, language = "", code = ""], i) => ({
      name: `${page.replace("/", "-")}-${i + 1}-${language}.${language}`,
      language,
      code,
    }));
  });
const written = (...languages: string[]): Block[] =>
  blocks.filter((block) => languages.includes(block.language));

// Inside the repository, for what a reader would have installed; our packages as links, as if installed as well.
mkdirSync(join(root, ".data"), { recursive: true });
const folder = mkdtempSync(join(root, ".data/docs-"));
beforeAll(() => {
  mkdirSync(join(folder, "node_modules/@stratum-hq"), { recursive: true });
  for (const name of readdirSync(join(root, "packages")))
    symlinkSync(join(root, "packages", name), join(folder, "node_modules/@stratum-hq", name), "junction");
  for (const { name, code } of written("ts", "tsx")) writeFileSync(join(folder, name), code);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("commands call this version of pnpm, and scripts that exist", () => {
  const { packageManager, scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const commands = written("sh").flatMap(({ code }) =>
    code.split("\n").filter((line) => line.startsWith("npx")),
  );
  expect(commands.length).toBeGreaterThan(1);
  for (const command of commands) {
    const [, manager, script] = /^npx -y (\S+) ([\w:]+)/.exec(command) ?? [];
    expect(manager, command).toBe(packageManager);
    expect(Object.keys(scripts), command).toContain(script);
  }
});

test("code compiles", async () => {
  const compilerOptions = {
    composite: false,
    declaration: false,
    declarationMap: false,
    isolatedDeclarations: false,
    emitDeclarationOnly: false,
    noEmit: true,
    module: "ESNext",
    moduleResolution: "Bundler",
    jsx: "react-jsx",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    types: ["node", "vite/client"],
  };
  const files = written("ts", "tsx").map(({ name }) => name);
  expect(files.length).toBeGreaterThan(1);
  const tsconfig = { extends: "../../tsconfig.base.json", compilerOptions, files };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  const tsc = join(root, "node_modules/typescript-7/bin/tsc");
  const { output } = await run(process.execPath, [tsc, "-p", "."], { cwd: folder });
  // Faults of the packages themselves are for `pnpm check` to tell.
  expect(output.split("\n").filter((line) => files.some((file) => line.startsWith(`${file}(`)))).toEqual([]);
}, 120_000);

test.each(written("ts"))(
  "$name runs on an empty database and prints what its comments say",
  async ({ name, code }) => {
    const node = ["--conditions=@stratum-hq/source", "--import", "tsx", join(folder, name)];
    const { url } = await emptyDatabase();
    const { code: exitCode, output } = await run(process.execPath, node, { env: { DATABASE_URL: url } });
    const said = [...code.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map((line) => line[1]);
    expect(output.split("\n")).toEqual(said);
    expect(exitCode).toBe(0);
  },
  60_000,
);
