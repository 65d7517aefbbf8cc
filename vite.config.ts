/**
 * The test projects, and how everything resolves from source. `--mode quick` leaves out what needs a browser, and
 * with it the start-up time of Storybook.
 */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

const source = "@stratum-hq/source";

const onServer = {
  resolve: { conditions: [source, ...defaultServerConditions], externalConditions: [source] },
};

/** Everything resolves from source, so that nothing needs a build to run. */
const fromSource = () => ({
  plugins: [react()],
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: onServer,
  // Where Vitest runs global setups; it does not take after `ssr`.
  environments: { __vitest__: onServer },
});

/** Folders whose tests run on a real PostgreSQL: one server per run, one database per file. */
const onDatabase = [
  "packages/{cli,db-adapters,lib,postgres,testing}/**/*.test.ts",
  "apps/control-plane/**/*.test.ts",
  "examples/**/*.test.ts",
];
/** Component tests of the kit: they run on React 19 and on React 18.3. */
const onBothReacts = ["packages/react/src/**/*.test.tsx"];
const react18 = (path: string): string =>
  fileURLToPath(new URL(`packages/react/react-18/node_modules/${path}`, import.meta.url));
const esmOfTestingLibrary = fileURLToPath(
  new URL(
    "packages/react/node_modules/@testing-library/react/dist/@testing-library/react.esm.js",
    import.meta.url,
  ),
);
const ignored = ["**/node_modules/**", "**/dist/**", "**/dist-tsc/**"];

const quickProjects: TestProjectConfiguration[] = [
  {
    ...fromSource(),
    test: {
      name: "node",
      include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts"],
      exclude: [...ignored, ...onDatabase],
    },
  },
  {
    ...fromSource(),
    test: {
      name: "database",
      include: onDatabase,
      exclude: ignored,
      globalSetup: "packages/testing/src/global-setup.ts",
      // Two cores also carry the server; a test that starts processes may wait for them.
      testTimeout: 20_000,
      hookTimeout: 60_000,
    },
  },
  {
    ...fromSource(),
    test: {
      name: "dom",
      environment: "jsdom",
      include: [...onBothReacts, "apps/portal/src/**/*.test.tsx"],
      exclude: [...ignored, "**/*.browser.test.tsx"],
      setupFiles: "packages/react/vitest.setup.ts",
      testTimeout: 20_000,
    },
  },
  {
    ...fromSource(),
    resolve: {
      conditions: [source, ...defaultClientConditions],
      alias: [
        { find: /^react(?=\/|$)/, replacement: react18("react") },
        { find: /^react-dom(?=\/|$)/, replacement: react18("react-dom") },
        // Its CommonJS would take the React of the workspace.
        { find: "@testing-library/react", replacement: esmOfTestingLibrary },
      ],
    },
    test: {
      name: "dom-18",
      environment: "jsdom",
      include: onBothReacts,
      exclude: [...ignored, "**/*.browser.test.tsx"],
      env: { REACT_MAJOR: "18" },
      setupFiles: "packages/react/vitest.setup.ts",
      testTimeout: 20_000,
      // Whatever imports React goes through the aliases.
      server: {
        deps: {
          inline: [
            /react-query/,
            /radix-ui/,
            /lucide-react/,
            /testing-library/,
            /floating-ui/,
            /react-hook-form/,
            /react-remove-scroll/,
            /react-style-singleton/,
            /use-sidecar/,
            /use-callback-ref/,
          ],
        },
      },
    },
  },
];

async function browserProjects(): Promise<TestProjectConfiguration[]> {
  const { playwright } = await import("@vitest/browser-playwright");
  const { storybookTest } = await import("@storybook/addon-vitest/vitest-plugin");
  const { launchOptions } = await import("./packages/testing/tools/chromium.ts");
  // A new object for each project: Vitest writes names into it.
  const browser = () => ({
    enabled: true,
    headless: true,
    provider: playwright({ launchOptions: launchOptions() }),
    instances: [{ browser: "chromium" as const }],
    screenshotFailures: false,
  });
  return [
    {
      ...fromSource(),
      publicDir: ".storybook/public",
      test: { name: "browser", include: ["packages/react/src/**/*.browser.test.tsx"], browser: browser() },
    },
    {
      ...fromSource(),
      plugins: [react(), storybookTest({ configDir: ".storybook" })],
      // A story in another language is looked at in every size, on a machine that also runs everything else.
      test: { name: "stories", browser: browser(), testTimeout: 60_000 },
    },
  ];
}

export default defineConfig(async ({ mode }) => ({
  ...fromSource(),
  test: { projects: mode === "quick" ? quickProjects : [...quickProjects, ...(await browserProjects())] },
}));
