import { library } from "../testing/tools/build.ts";

export default library({ platform: "node" });
