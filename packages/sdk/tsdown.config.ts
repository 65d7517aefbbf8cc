import { library } from "../testing/tools/build.ts";

export default library({ entry: ["src/index.ts", "src/msw/index.ts"], platform: "neutral" });
