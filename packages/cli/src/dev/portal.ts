import type { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { InlineConfig, ViteDevServer } from "vite";

/** What goes to the control plane; everything else is the portal's. */
const BACKEND = "^/(api|portal|health|ready)(/|\\?|$)";

/** Loads Vite from the portal's own dependencies: only the repository has it, not what npm installs. */
export async function loadVite(
  config_file: string,
): Promise<(config: InlineConfig) => Promise<ViteDevServer>> {
  const entry = createRequire(config_file).resolve("vite");
  const vite = (await import(pathToFileURL(entry).href)) as typeof import("vite");
  return vite.createServer;
}

/**
 * Serves the portal from its sources, reloading as they change, with the control plane behind the same address.
 * Answers only this machine.
 */
export async function startPortal(
  config_file: string,
  port: number,
  backend: string,
): Promise<ViteDevServer> {
  const createServer = await loadVite(config_file);
  const forget = listenersOf([process, "SIGTERM"], [process.stdin, "end"]);
  const server = await createServer({
    configFile: config_file,
    root: path.dirname(config_file),
    clearScreen: false,
    logLevel: "warn",
    // The host header stays as it is: the control plane judges by it who comes from this machine.
    server: {
      host: "127.0.0.1",
      port,
      strictPort: true,
      proxy: { [BACKEND]: { target: backend, changeOrigin: false } },
    },
  });
  // Vite would end the whole process at a signal, before the database is let go of.
  forget();
  return server.listen();
}

/** Remembers who listens now; what it returns removes everybody who came since. */
function listenersOf(...sources: readonly (readonly [EventEmitter, string])[]): () => void {
  const known = sources.map(([source, event]) => new Set(source.rawListeners(event)));
  return () => {
    sources.forEach(([source, event], i) => {
      for (const listener of source.rawListeners(event)) {
        if (!known[i]?.has(listener)) source.off(event, listener as () => void);
      }
    });
  };
}
