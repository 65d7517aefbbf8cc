import { library } from "../testing/tools/build.ts";

// The portal goes along, so that `stratum serve` shows it wherever it was installed.
export default library({
  entry: ["src/main.ts"],
  platform: "node",
  copy: [{ from: "../../apps/portal/dist", to: "dist", rename: "portal" }],
});
