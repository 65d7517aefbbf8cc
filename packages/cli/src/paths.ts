import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// This file lies directly in src, and the bundle in dist: the same way up from both.
const at = (relative: string): string | undefined => {
  const path = fileURLToPath(new URL(relative, import.meta.url));
  return existsSync(path) ? path : undefined;
};

/** Sources of the portal, when running inside the repository. */
export const portalSource = (): string | undefined => at("../../../apps/portal/vite.config.ts");

/** The built portal, when installed from npm. */
export const portalBuild = (): string | undefined => at("./portal/index.html") && at("./portal/");
