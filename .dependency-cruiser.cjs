/**
 * The arrows: who may import whom. `packages/testing/tools/arrows.ts` runs these rules, after it has seen that each
 * of them finds a planted violation.
 */

/** What the shipped code of each package may import of the others. Nothing else, in no direction. */
const arrows = {
  core: [],
  "db-adapters": ["core"],
  lib: ["core", "db-adapters"],
  postgres: [],
  sdk: ["core"],
  react: ["core", "sdk"],
  "control-plane": ["core", "lib"],
  portal: ["core", "sdk", "react"],
  // The command line runs the control plane, its PostgreSQL and the seed: see docs/adr/0004.
  cli: ["core", "lib", "sdk", "control-plane", "postgres"],
  // The engine comes into the template database by a path, since the engine's own tests depend on this package.
  testing: ["core", "postgres", "lib"],
  // The examples of services, written as their users would.
  express: ["sdk"],
  fastify: ["sdk"],
};

const FEATURES =
  "tenants|config|permissions|isolation|regions|consent|privacy|audit|access|webhooks|usage|events|jobs";
const PACKAGE = "^(?:packages|apps|examples)";
/** Files that no user gets: they may also import the testing package and what they test against. */
const NOT_SHIPPED = [
  "\\.(test|test-d|stories|bench)\\.tsx?$",
  "\\.keys\\.tsx$",
  "/src/(test-[^/]+|testing/.*|contract-tests/.*)$",
  `${PACKAGE}/[^/]+/(vite|vitest|tsdown)\\.[^/]+$`,
  "^packages/testing/",
];
const typeOnly = { dependencyTypesNot: ["type-only"] };

module.exports = {
  forbidden: [
    ...Object.entries(arrows).map(([name, allowed]) => ({
      name: `arrows-of-${name}`,
      comment: `${name} may import ${allowed.join(", ") || "no other package"}.`,
      severity: "error",
      from: { path: `${PACKAGE}/${name}/`, pathNot: name === "testing" ? "/tools/" : NOT_SHIPPED },
      to: { path: `${PACKAGE}/`, pathNot: `${PACKAGE}/(?:${[name, ...allowed].join("|")})/` },
    })),
    {
      name: "core-takes-only-zod",
      comment: "Core runs anywhere: zod, and async_hooks in its one Node-only folder.",
      severity: "error",
      from: { path: "^packages/core/src/", pathNot: [...NOT_SHIPPED, "^packages/core/src/context/"] },
      to: {
        dependencyTypes: ["npm", "npm-dev", "npm-peer", "npm-no-pkg", "core"],
        pathNot: "node_modules/zod/",
      },
    },
    {
      name: "no-pg-on-the-client",
      comment: "A browser speaks HTTP.",
      severity: "error",
      from: { path: "^(?:packages/(?:core|sdk|react)|apps/portal)/", pathNot: NOT_SHIPPED },
      to: { path: "(?:node_modules/pg/|^pg$)" },
    },
    {
      name: "no-schemas-on-the-client",
      comment:
        "A client takes routes and error classes (core/client) and types; zod stays on the server and in mocks.",
      severity: "error",
      from: {
        path: "^(?:packages/(?:sdk|react)|apps/portal)/src/",
        pathNot: [...NOT_SHIPPED, "^packages/sdk/src/msw/"],
      },
      to: {
        path: "(?:node_modules/zod/|^packages/core/src/index\\.ts$|\\.(?:schema|contract)\\.ts$)",
        ...typeOnly,
      },
    },
    {
      name: "mocks-stay-out",
      comment: "The mock control plane is its own entry; nothing that ships imports it.",
      severity: "error",
      from: { path: `${PACKAGE}/[^/]+/src/`, pathNot: [...NOT_SHIPPED, "^packages/sdk/src/msw/"] },
      to: { path: "^packages/sdk/src/msw/" },
    },
    {
      name: "features-by-their-index",
      comment:
        "Another feature of the same layer only through its index.ts. Schemas in core are exempt: an index brings the contracts along, and contracts of two features would import each other.",
      severity: "error",
      from: { path: `${PACKAGE}/([^/]+)/src/((?:msw/)?(?:${FEATURES}))/` },
      to: {
        path: `${PACKAGE}/$1/src/(?:msw/)?(?:${FEATURES})/`,
        pathNot: [`${PACKAGE}/$1/src/$2/`, "/index\\.ts$", "^packages/core/src/[^/]+/[^/]+\\.schema\\.ts$"],
      },
    },
    {
      name: "no-cycles",
      comment: "A cycle of values breaks in the order of loading; types may point at each other.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: typeOnly },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "declared",
      comment: "What is imported stands in the package's own package.json.",
      severity: "error",
      from: { path: `${PACKAGE}/[^/]+/src/`, pathNot: NOT_SHIPPED },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm-dev", "npm-peer"] },
    },
    {
      name: "no-dev-dependencies",
      comment: "Shipped code imports what its users get, too.",
      severity: "error",
      from: { path: `${PACKAGE}/[^/]+/src/`, pathNot: NOT_SHIPPED },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer", "type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|dist-tsc|public)/" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@stratum-hq/source", "types", "import", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
    },
    tsConfig: { fileName: "tsconfig.base.json" },
  },
};
