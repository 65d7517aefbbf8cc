/** The browser of component, story and end-to-end tests: the system's own, never one that is downloaded by a test run. */
import { existsSync } from "node:fs";
import { chromium } from "playwright";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Path of the browser: `CHROMIUM_PATH`, else the usual places, else what `playwright install chromium` left.
 * Undefined when there is none.
 * @throws if `CHROMIUM_PATH` names no file.
 */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH is ${given}, but no file is there.`);
  return given || [...usual, chromium.executablePath()].find((path) => existsSync(path));
}

/** How to start it, for Vitest and Playwright alike: without a sandbox, since CI runs as root, and without calling home. */
export const launchOptions = (): { executablePath?: string; args: string[] } => {
  const executablePath = findChromium();
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
};
