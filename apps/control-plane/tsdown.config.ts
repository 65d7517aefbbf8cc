import { library } from "../../packages/testing/tools/build.ts";

export default library({ entry: ["src/index.ts", "src/main.ts"], platform: "node" });
