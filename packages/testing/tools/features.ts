/**
 * A feature is a word, and the word is a folder in every layer. This lists features × layers, and finds fault with
 * what is missing, misspelt, or excused although it is there.
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Exception, exceptions, features, type Layer, layers } from "./layers.ts";
import { root } from "./run.ts";

/** What the listing found. */
export interface Findings {
  /** Features × layers, ready to print. */
  table: string;
  /** One sentence per fault; empty when all is right. */
  faults: string[];
}

/** @param top folder to look in; default this repository. */
export function checkFeatures(top: string = root, excused: readonly Exception[] = exceptions): Findings {
  const faults = [...new Set(layers.flatMap((layer) => misspelt(top, layer)))];
  const rows = features.map((feature) => {
    const cells = layers.map((layer) => {
      const missing = layer.files(feature).filter((file) => !isThere(join(top, layer.folder, file)));
      const exception = excused.find(
        (e) => e.feature === feature && (e.layers ?? [layer.name]).includes(layer.name),
      );
      if (missing.length === 0) {
        if (exception)
          faults.push(`${feature} is in ${layer.name}: take it off the exceptions in layers.ts.`);
        return "yes";
      }
      if (exception) return "-";
      faults.push(...missing.map((file) => `${join(layer.folder, file)} is missing.`));
      return "MISSING";
    });
    return [feature, ...cells];
  });
  const wide = [["", ...layers.map((layer) => layer.name)], ...rows].map((row) =>
    row
      .map((cell) => cell.padEnd(13))
      .join(" ")
      .trimEnd(),
  );
  return { table: wide.join("\n"), faults };
}

function isThere(path: string): boolean {
  if (!path.includes("*")) return existsSync(path);
  const [start = "", end = ""] = basename(path).split("*");
  return names(dirname(path)).some((name) => name.startsWith(start) && name.endsWith(end));
}

/** Folders that are no feature and on no list, and anything whose first word is a feature's but for one letter. */
function misspelt(top: string, { folder, others }: Layer): string[] {
  const known: readonly string[] = [
    ...features,
    ...others,
    ...layers.filter((l) => l.folder === folder).flatMap((l) => l.others),
  ];
  const inside = (at: string): string[] =>
    names(join(top, at))
      .filter((name) => features.some((feature) => isSlip(name.split(".")[0] ?? "", feature)))
      .map((name) => `${join(at, name)} looks like a misspelt feature.`);
  const folders = readdir(join(top, folder)).filter((entry) => entry.isDirectory());
  return [
    ...inside(folder),
    ...folders
      .filter(({ name }) => !known.includes(name) && folder.includes("/src"))
      .map(
        ({ name }) =>
          `${join(folder, name)} is no feature, and not on the list of other folders in layers.ts.`,
      ),
    ...folders
      .filter(({ name }) => features.some((f) => f === name))
      .flatMap(({ name }) => inside(join(folder, name))),
  ];
}

const readdir = (folder: string) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []);
const names = (folder: string): string[] => readdir(folder).map((entry) => entry.name);

/** Does a word differ from a feature's by one letter too many, too few, wrong or swapped? */
function isSlip(word: string, feature: string): boolean {
  if (word === feature) return false;
  let start = 0;
  while (start < word.length && word[start] === feature[start]) start++;
  const [a, b] = [word.slice(start), feature.slice(start)];
  return (
    a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || a === `${b[1]}${b[0]}${b.slice(2)}`
  );
}

if (process.argv[1] === import.meta.filename) {
  const { table, faults } = checkFeatures();
  console.log([table, "", ...faults].join("\n"));
  process.exitCode = faults.length > 0 ? 1 : 0;
}
