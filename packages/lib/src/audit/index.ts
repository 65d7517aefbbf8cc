// What the other features need. The feature itself needs them, so that the engine takes it from its file.
export { record } from "./record.sql.ts";
export { sealAll } from "./seal.ts";
