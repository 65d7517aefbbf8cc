export { PostgresError, type PostgresErrorCode } from "./errors.ts";
export { findPostgres, removePostgres } from "./find.ts";
export { freePort } from "./port.ts";
export { type PostgresOptions, type PostgresServer, startPostgres } from "./start.ts";
