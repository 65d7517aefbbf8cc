/** The words, the layers, and what of their product does not exist yet. Edit this when a step brings a feature. */

/** Every feature, never inflected. */
export const features = [
  "tenants",
  "config",
  "permissions",
  "isolation",
  "regions",
  "consent",
  "privacy",
  "audit",
  "access",
  "webhooks",
  "usage",
  "events",
  "jobs",
] as const;

/** One layer: where its features stand and which files each must have there. */
export interface Layer {
  name: string;
  folder: string;
  /** Paths below the folder; `*` stands for any part of a file's name. */
  files: (feature: string) => string[];
  /** Folders beside the features; any other one is a misspelt feature. */
  others: readonly string[];
}

/** A feature's files `<feature>.<role>` in a folder of its name. */
const roles =
  (...names: string[]) =>
  (feature: string): string[] =>
    names.map((name) => `${feature}/${name.startsWith(".") ? feature + name : name}`);

export const layers: readonly Layer[] = [
  {
    name: "core",
    folder: "packages/core/src",
    files: roles(".routes.ts", ".schema.ts", ".contract.ts", ".errors.ts", "index.ts"),
    others: ["http", "context"],
  },
  { name: "migration", folder: "packages/lib/src/migrations", files: (f) => [`*_${f}.sql`], others: [] },
  {
    name: "lib",
    folder: "packages/lib/src",
    files: roles(".ts", ".sql.ts", ".test.ts", "index.ts"),
    others: ["idempotency", "keys", "migrations"],
  },
  {
    name: "control-plane",
    folder: "apps/control-plane/src",
    files: roles(".routes.ts", ".test.ts"),
    others: ["plugins"],
  },
  { name: "sdk/msw", folder: "packages/sdk/src/msw", files: roles(".mock.ts"), others: ["seeds"] },
  { name: "suite", folder: "packages/sdk/src/contract-tests", files: (f) => [`${f}.suite.ts`], others: [] },
  {
    name: "react",
    folder: "packages/react/src",
    files: roles(".queries.ts", "index.ts"),
    others: ["i18n", "provider", "testing", "ui"],
  },
  { name: "stories", folder: "packages/react/src", files: roles("*.stories.tsx"), others: [] },
  { name: "e2e", folder: "e2e", files: (f) => [`${f}.spec.ts`], others: [] },
  { name: "docs", folder: "docs", files: (f) => [`${f}.md`], others: ["adr", "images"] },
];

/** A gap that is known, and why it is one. */
export interface Exception {
  feature: (typeof features)[number];
  /** Names of layers. Absent: all of them. */
  layers?: readonly string[];
  why: string;
}

export const exceptions: readonly Exception[] = [
  {
    feature: "audit",
    layers: ["stories", "e2e"],
    why: "its panel comes after the kit of step 3",
  },
  {
    feature: "usage",
    layers: ["stories", "e2e"],
    why: "no component: a hook, for bills and charts of the application's own",
  },
  {
    feature: "events",
    layers: ["react", "stories"],
    why: "no component: the provider hears of changes, in provider/listen.ts",
  },
  {
    feature: "jobs",
    layers: ["react", "stories", "e2e"],
    why: "no component of its own: what starts a job shows its progress",
  },
  { feature: "isolation", why: "after step 4; until then every tenant is SHARED_RLS" },
  { feature: "regions", why: "after step 4" },
  { feature: "privacy", why: "after step 4" },
];
