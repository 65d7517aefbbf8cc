export * from "./ApiKeyManager.tsx";
export * from "./access.messages.ts";
export * from "./access.mutations.ts";
export * from "./access.queries.ts";
export * from "./api-keys.status.ts";
export * from "./useApiKeyManager.ts";
export * from "./useApiKeys.ts";
export * from "./useSession.ts";
