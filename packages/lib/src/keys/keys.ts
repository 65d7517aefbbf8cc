/** Secrets at rest: a data key per tenant, wrapped by the master key, encrypts what must not be read from a table. */
import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { type Json, KeyUnavailableError } from "@stratum-hq/core";
import { decrypt, encrypt } from "./cipher.ts";
import type { KeyProvider } from "./provider.ts";

/** What the master key wraps, as stored. */
export interface Wrapped {
  /** Name of the master key that wraps it. */
  wrapped_by: string;
  /** Base64. */
  wrapped: string;
}

/** A tenant's data key as stored. */
export interface TenantKey extends Wrapped {
  tenant_id: string;
  version: number;
}

/** An encrypted value as stored. */
export interface Sealed {
  /** Version of the tenant's data key. */
  key_version: number;
  /** Base64. */
  text: string;
  /** Tells equal values of one place apart from changed ones; of no use to guess them without the data key. */
  fingerprint: string;
}

/** Where a secret belongs, e.g. `config` and its key. It decrypts nowhere else. */
export interface Place {
  kind: string;
  name: string;
}

export interface Keyring {
  /** Is there a master key at all? */
  readonly ready: boolean;
  /** Encrypts 32 bytes under the master key itself, bound to a context. @throws KeyUnavailableError */
  wrap(bytes: Buffer, context: string): Promise<Wrapped>;
  /** @throws KeyUnavailableError also if they were wrapped for another context, or altered */
  unwrap(wrapped: Wrapped, context: string): Promise<Buffer>;
  /** A new data key, still to be stored. @throws KeyUnavailableError */
  create(tenant_id: string, version: number): Promise<TenantKey>;
  /** @throws KeyUnavailableError */
  seal(key: TenantKey, place: Place, value: Json): Promise<Sealed>;
  /** @throws KeyUnavailableError also if the value was moved or altered */
  open(key: TenantKey | undefined, place: Place, sealed: Sealed): Promise<Json>;
}

const MAX_CACHED = 1_000;

/** @param provider absent: every use fails with a message that says what to configure. */
export function createKeyring(provider: KeyProvider | undefined): Keyring {
  const unwrapped = new Map<string, Buffer>();
  const master = (): KeyProvider => {
    if (provider) return provider;
    throw new KeyUnavailableError(
      "Sensitive values need a master key, and none is configured. Set STRATUM_MASTER_KEY or STRATUM_MASTER_KEY_FILE, or give { keyProvider } to new Stratum(). Make one with: openssl rand -base64 32",
    );
  };

  async function wrap(bytes: Buffer, context: string): Promise<Wrapped> {
    const wrapper = master();
    const wrapped = await asUnavailable(() => wrapper.wrap(bytes, context), "The master key cannot be used.");
    return { wrapped_by: wrapper.key_id, wrapped: wrapped.toString("base64") };
  }
  async function unwrap({ wrapped, wrapped_by }: Wrapped, context: string): Promise<Buffer> {
    const place = `${context}\0${wrapped}`;
    const known = unwrapped.get(place);
    if (known) return known;
    const plain = await asUnavailable(
      () => master().unwrap(Buffer.from(wrapped, "base64"), context, wrapped_by),
      "What was wrapped by a master key cannot be unwrapped by the configured one.",
    );
    const oldest = unwrapped.size >= MAX_CACHED ? unwrapped.keys().next().value : undefined;
    if (oldest !== undefined) unwrapped.delete(oldest);
    unwrapped.set(place, plain);
    return plain;
  }
  const dataKey = (key: TenantKey): Promise<Buffer> => unwrap(key, wrapContext(key));

  return {
    ready: provider !== undefined,
    wrap,
    unwrap,
    create: async (tenant_id, version) => ({
      tenant_id,
      version,
      ...(await wrap(randomBytes(32), wrapContext({ tenant_id, version }))),
    }),
    async seal(key, place, value) {
      const secret = await dataKey(key);
      const plain = Buffer.from(JSON.stringify(value));
      return {
        key_version: key.version,
        text: encrypt(derive(secret, "encrypt"), plain, context(key, place)).toString("base64"),
        fingerprint: createHmac("sha256", derive(secret, "fingerprint"))
          .update(`${place.kind}\0${place.name}\0`)
          .update(plain)
          .digest("hex")
          .slice(0, 16),
      };
    },
    async open(key, place, sealed) {
      const bytes = await asUnavailable(async () => {
        if (key?.version !== sealed.key_version) throw new Error("no such data key");
        return decrypt(
          derive(await dataKey(key), "encrypt"),
          Buffer.from(sealed.text, "base64"),
          context(key, place),
        );
      }, `The sensitive value of "${place.name}" cannot be decrypted: its key is gone, or it was moved or altered.`);
      return JSON.parse(bytes.toString());
    },
  };
}

const wrapContext = ({ tenant_id, version }: Pick<TenantKey, "tenant_id" | "version">): string =>
  `tenant key\0${tenant_id}\0${version}`;
const context = ({ tenant_id, version }: TenantKey, { kind, name }: Place): string =>
  `${kind}\0${tenant_id}\0${name}\0${version}`;
/** Encrypting and fingerprinting never share a key. */
const derive = (key: Buffer, use: string): Buffer => Buffer.from(hkdfSync("sha256", key, "", use, 32));

/** Whatever goes wrong with a key is told without its details. */
async function asUnavailable<T>(work: () => Promise<T> | T, message: string): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof KeyUnavailableError) throw cause;
    throw Object.assign(new KeyUnavailableError(message), { cause });
  }
}
