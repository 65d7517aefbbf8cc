import { defineConfig } from "@playwright/test";
import { launchOptions } from "../packages/testing/tools/chromium.ts";

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  globalSetup: "./global-setup.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  // A machine that runs everything else at once is slow: axe alone has taken 25 s there. None of this waits for a clock.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  use: {
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: launchOptions(),
  },
  projects: [{ name: "chromium" }],
});
