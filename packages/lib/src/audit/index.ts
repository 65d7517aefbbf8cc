export { record } from "./audit.sql.ts";
