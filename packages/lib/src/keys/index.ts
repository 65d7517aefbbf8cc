export { createKeyring, type Keyring, type Sealed, type TenantKey, type Wrapped } from "./keys.ts";
export { type KeyProvider, keyProviderFromEnvironment, localKeyProvider } from "./provider.ts";
