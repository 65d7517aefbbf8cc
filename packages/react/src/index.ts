export * from "./access/index.ts";
export * from "./config/index.ts";
export * from "./consent/index.ts";
export * from "./i18n/index.ts";
export * from "./permissions/index.ts";
export * from "./provider/index.ts";
export * from "./tenants/index.ts";
export * from "./ui/index.ts";
