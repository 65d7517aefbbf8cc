import { library } from "../testing/tools/build.ts";

export default library({
  entry: [
    "src/index.ts",
    "src/msw/index.ts",
    "src/server/index.ts",
    "src/server/express.ts",
    "src/server/fastify.ts",
  ],
  platform: "neutral",
  deps: { neverBundle: [/^node:/] },
});
