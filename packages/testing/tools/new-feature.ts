/** `pnpm new:feature <word>`: the same files in every layer, wired to what composes them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { features } from "./layers.ts";
import { pascal, templates } from "./new-feature.templates.ts";
import { root, run } from "./run.ts";

/** The feature whose lines in a composing file show what a new one needs there. */
const MODEL = "consent";
const composing = [
  "packages/core/src/index.ts",
  "packages/core/src/client.ts",
  "packages/lib/src/index.ts",
  "packages/lib/src/stratum.ts",
  "apps/control-plane/src/app.ts",
  "packages/sdk/src/msw/control-plane.ts",
  "packages/sdk/src/contract-tests/index.ts",
  "packages/react/src/index.ts",
];
/** Tables of all operations. */
const OPERATIONS = "packages/sdk/src/operations.ts";
const CALLS = "packages/sdk/src/contract-tests/calls.ts";
const LAYERS = "packages/testing/tools/layers.ts";
const ARROWS = ".dependency-cruiser.cjs";
/** What each part of the OpenAPI document is about. */
const ABOUT = "apps/control-plane/src/plugins/openapi.ts";

/**
 * Writes the files of a new feature below `top`, and the lines that wire it.
 * @returns the paths that were written or changed.
 * @throws Error if the word is none, or the feature exists; then nothing has been written.
 */
export function newFeature(word: string, top: string = root): string[] {
  if (!/^[a-z]{3,}$/.test(word))
    throw new Error(`"${word}" is no feature's word: lower-case letters only, for example regions.`);
  const migrations = readdirSync(join(top, "packages/lib/src/migrations")).filter((name) =>
    /^\d{4}_/.test(name),
  );
  const next = String(Math.max(...migrations.map((name) => Number(name.slice(0, 4)))) + 1).padStart(4, "0");
  const files = templates(word, next);
  const taken = Object.keys(files).filter((path) => existsSync(join(top, path)));
  if (taken.length > 0) throw new Error(`${taken.join(", ")} exists already.`);

  const changes: Record<string, (text: string) => string> = {
    ...Object.fromEntries(composing.map((path) => [path, (text: string) => wire(text, word)])),
    [CALLS]: (text) => addLine(text, `list${pascal(word)}: (api, id) => api.list${pascal(word)}(id)`),
    [OPERATIONS]: (text) => addLine(text, `list${pascal(word)}: true`),
    [ABOUT]: (text) => text.replace('\n  audit: "', `\n  ${word}: "The ${word} of a tenant.",\n  audit: "`),
    ...(!features.some((feature) => feature === word) && {
      [LAYERS]: (text: string) => text.replace("\n] as const;", `\n  "${word}",\n] as const;`),
      [ARROWS]: (text: string) => text.replace(/(const FEATURES =\s*".*)"/, `$1|${word}"`),
    }),
  };
  // All are worked out before the first is written, so that a file which cannot be wired leaves nothing half done.
  const wired = Object.entries(changes).map(([path, change]): [string, string] => {
    const text = readFileSync(join(top, path), "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`${path}: found no place for the new feature.`);
    return [path, changed];
  });
  const all = [...Object.entries(files), ...wired];
  for (const [path, text] of all) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  return all.map(([path]) => path);
}

/** Adds an entry to the first object that a file has at its top level. */
const addLine = (text: string, entry: string): string => text.replace(/^};$/m, `  ${entry},\n};`);

/**
 * Repeats for a word what a file says of the model: a line that is the model's alone becomes two, and in a line that
 * lists several features, the model's name becomes two names.
 */
function wire(text: string, word: string): string {
  const renamed = (part: string): string =>
    part.replaceAll(MODEL, word).replaceAll(pascal(MODEL), pascal(word));
  return text
    .split("\n")
    .map((line) => {
      if (renamed(line) === line) return line;
      const others = features.filter((feature) => feature !== MODEL && line.toLowerCase().includes(feature));
      if (others.length === 0) return `${line}\n${renamed(line)}`;
      return line.replace(new RegExp(`\\w*${pascal(MODEL)}\\w*`), (name) => `${name}, ${renamed(name)}`);
    })
    .join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const word = process.argv[2] ?? "";
  try {
    const paths = newFeature(word);
    await run("biome", ["check", "--write", ...paths]);
    console.log(`${paths.join("\n")}

Next: pnpm openapi --out docs/openapi.json, pnpm check and pnpm test ${word}. Still to write: the component with its stories and their place
in packages/react/src/styles.css, and e2e/${word}.spec.ts. Then take ${word} off the exceptions in ${LAYERS}.`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
