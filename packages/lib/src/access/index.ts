export { createJwtVerifier, type JwtOptions, type JwtVerifier } from "./access.jwt.ts";
export { type AccessApi, type Authenticated, createAccess } from "./access.ts";
export { unended } from "./roles.sql.ts";
