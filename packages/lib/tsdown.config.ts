import { library } from "../testing/tools/build.ts";

// The engine reads its migrations as files, beside its own.
export default library({ platform: "node", copy: [{ from: "src/migrations", to: "dist" }] });
