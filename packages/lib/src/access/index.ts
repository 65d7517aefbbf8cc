export { type AccessApi, type Authenticated, createAccess } from "./access.ts";
