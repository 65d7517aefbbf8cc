/** Builds the portal, so that what is tested is what is in the sources. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

export default async function setup(): Promise<void> {
  await build({ root: fileURLToPath(new URL("../apps/portal", import.meta.url)), logLevel: "error" });
}
