/**
 * `.dependency-cruiser.cjs` on the whole repository. First it cruises a small tree with one planted violation of each
 * rule: a rule that misses its own, because a tool changed or a path moved, would say "no violations" forever.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Outcome, root, run } from "./run.ts";

const config = join(root, ".dependency-cruiser.cjs");
const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: { name: string }[] };

const examples = ["express", "fastify"];
const value = "export const value = 1;\n";
const imports = (from: string): string => `import { value } from "${from}";\nexport const got = value;\n`;
const installed = (name: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
  [`node_modules/${name}/index.js`]: "exports.value = 1;\n",
});

/** Files of the planted tree, by the rule that must find fault with them. */
const planted: Record<string, Record<string, string>> = {
  ...Object.fromEntries(
    // Every package reaches for one that it may not have.
    Object.entries({
      core: "packages/lib",
      "db-adapters": "packages/lib",
      lib: "packages/sdk",
      postgres: "packages/core",
      sdk: "packages/lib",
      react: "packages/lib",
      "control-plane": "packages/sdk",
      portal: "packages/lib",
      cli: "packages/react",
      testing: "packages/sdk",
      express: "packages/lib",
      fastify: "packages/core",
    }).map(([name, target]) => {
      const apps = ["control-plane", "portal"];
      const folder = apps.includes(name) ? "apps" : examples.includes(name) ? "examples" : "packages";
      return [
        `arrows-of-${name}`,
        {
          [`${folder}/${name}/src/arrow.ts`]: imports(`../../../${target}/src/ok.ts`),
          [`${target}/src/ok.ts`]: value,
        },
      ];
    }),
  ),
  "core-takes-only-zod": { "packages/core/src/clock.ts": imports("node:os") },
  "no-pg-on-the-client": { "packages/react/src/rows.ts": imports("pg"), ...installed("pg") },
  "no-schemas-on-the-client": { "packages/sdk/src/parse.ts": imports("zod"), ...installed("zod") },
  "mocks-stay-out": {
    "packages/sdk/src/fake.ts": imports("./msw/store.ts"),
    "packages/sdk/src/msw/store.ts": value,
  },
  "features-by-their-index": {
    "packages/lib/src/config/config.ts": imports("../tenants/tenants.sql.ts"),
    "packages/lib/src/tenants/tenants.sql.ts": value,
  },
  "no-cycles": {
    "packages/lib/src/a.ts": `import { b } from "./b.ts";\nexport const a = () => b;\n`,
    "packages/lib/src/b.ts": `import { a } from "./a.ts";\nexport const b = () => a;\n`,
  },
  resolvable: { "packages/lib/src/lost.ts": imports("./nowhere.ts") },
  declared: { "packages/lib/src/undeclared.ts": imports("undeclared"), ...installed("undeclared") },
  "no-dev-dependencies": { "packages/lib/src/dev.ts": imports("only-dev"), ...installed("only-dev") },
};
const manifests: Record<string, string> = {
  "packages/lib/package.json": JSON.stringify({ name: "lib", devDependencies: { "only-dev": "1.0.0" } }),
};

const cruise = (cwd: string): Promise<Outcome> =>
  run("depcruise", ["packages", "apps", "examples", "--config", config, "--output-type", "err"], { cwd });

/** Names of the rules that do not find their planted violation, or have none. */
export async function blindRules(): Promise<string[]> {
  const tree = mkdtempSync(join(tmpdir(), "stratum-arrows-"));
  try {
    for (const [path, text] of Object.entries(
      Object.assign({}, manifests, ...Object.values(planted)) as typeof manifests,
    )) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    copyFileSync(join(root, "tsconfig.base.json"), join(tree, "tsconfig.base.json"));
    const { output } = await cruise(tree);
    const found = new Set(
      [...output.matchAll(/error ([\w-]+): ([^ ]+)/g)].map(([, rule, file]) => `${rule} ${file}`),
    );
    return forbidden
      .map(({ name }) => name)
      .filter((name) => !Object.keys(planted[name] ?? {}).some((file) => found.has(`${name} ${file}`)));
  } finally {
    rmSync(tree, { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const blind = await blindRules();
  if (blind.length > 0) console.error(`Rules that do not see their planted violation: ${blind.join(", ")}`);
  const { code, output } = await cruise(root);
  console.log(output);
  process.exitCode = blind.length > 0 ? 1 : code;
}
