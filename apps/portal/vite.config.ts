import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The kit and the SDK from their sources, so that nothing must be built first.
  resolve: { conditions: ["@stratum-hq/source", ...defaultClientConditions] },
  build: {
    // Browsers that know light-dark(), which the themes are made of.
    target: ["chrome123", "edge123", "firefox121", "safari17.5"],
    // Files only: the server's content security policy knows no inlined ones.
    assetsInlineLimit: 0,
    // Kilobytes before compression; a page has everything in one file of some 190 KB on the wire.
    chunkSizeWarningLimit: 700,
  },
});
