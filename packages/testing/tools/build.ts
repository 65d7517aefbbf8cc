/** How every published package is built. Its own config says only what differs. */
import { defineConfig, type UserConfig } from "tsdown";

/** ES modules with types; the build fails when publint or attw finds the package wrong for its users. */
export const library = (options: UserConfig): UserConfig =>
  defineConfig({
    entry: ["src/index.ts"],
    format: "esm",
    target: "es2022",
    dts: true,
    sourcemap: true,
    publint: true,
    attw: { profile: "esm-only", level: "error" },
    exports: false,
    fixedExtension: false,
    logLevel: "warn",
    // How long each plugin took is no warning.
    inputOptions: { checks: { pluginTimings: false } },
    ...options,
  });
