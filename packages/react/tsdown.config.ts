import { readFileSync } from "node:fs";
import { library } from "../testing/tools/build.ts";

/** Writes the imported files in place of the imports, so that the package has one style sheet. */
function flatten(): string {
  const source = new URL("src/", import.meta.url);
  const read = (path: string): string => readFileSync(new URL(path, source), "utf8");
  return read("styles.css").replace(
    /@import "(.+?)" layer\((\w+)\);/g,
    (_, path: string, layer: string) => `@layer ${layer} {\n${read(path).trim()}\n}`,
  );
}

export default library({
  entry: ["src/index.ts", "src/i18n/*/index.ts"],
  platform: "browser",
  // Each file keeps its "use client" and can be left out of a bundle by itself.
  unbundle: true,
  attw: { profile: "esm-only", level: "error", excludeEntrypoints: ["./styles.css"] },
  plugins: [
    {
      name: "styles",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "styles.css", source: flatten() });
      },
    },
  ],
});
