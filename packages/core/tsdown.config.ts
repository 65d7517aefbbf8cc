import { library } from "../testing/tools/build.ts";

export default library({
  entry: ["src/index.ts", "src/client.ts", "src/context/tenant-context.ts"],
  platform: "neutral",
  deps: { neverBundle: [/^node:/] },
});
