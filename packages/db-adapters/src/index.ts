export * from "./postgres/database.ts";
export * from "./postgres/sql.ts";
export * from "./postgres/sqlstate.ts";
export * from "./postgres/types.ts";
