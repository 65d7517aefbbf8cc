export * from "./context.ts";
export * from "./keys.ts";
export * from "./TenantProvider.tsx";
export * from "./TenantScope.tsx";
