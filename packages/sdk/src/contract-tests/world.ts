import type { ApiKeyScope, CreateTenantInput, Tenant } from "@stratum-hq/core";
import { type ErrorCode, errorClasses, StratumError } from "@stratum-hq/core/client";
import { expect } from "vitest";
import { type ClientOptions, createClient, type StratumClient } from "../client.ts";

/** A control plane under test, whatever it is made of. */
export interface ContractTarget {
  /** Where it answers; with `fetch` any address will do. */
  base_url: string;
  /** A platform key with the scopes `admin` and `secrets:read`. */
  apiKey: string;
  /** In place of the global `fetch`. */
  fetch?: typeof globalThis.fetch;
  /** Called once, after the last test. */
  close?(): Promise<void> | void;
}

/** Reach and scopes of a caller. */
export interface Reach {
  tenant_id: string;
  scopes: ApiKeyScope[];
}

/** What the contract tests work with. Every test makes its own tenants, so it needs no seed and disturbs nobody. */
export interface World {
  /** The platform's caller. */
  api: StratumClient;
  /** A client of another caller, by a key made for it. */
  as(reach: Reach): Promise<StratumClient>;
  /** A client with these credentials, or with none. */
  with(credentials: Pick<ClientOptions, "apiKey" | "getToken">): StratumClient;
  /** A request as the platform, for what a client would never send. The path starts below `/api/v1`. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A new root, unless `parent_id` says otherwise. */
  plant(input?: Partial<CreateTenantInput>): Promise<Tenant>;
  /** Tenants one below the other, the root first. */
  chain<N extends number>(levels: N): Promise<Chain<N>>;
}

/** A slug or word that no other test uses. */
export const unique = (): string => `t${crypto.randomUUID().replaceAll("-", "")}`;
/** All of a text that comes in pieces. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}
/** An id that no tenant has. */
export const nobody = (): string => crypto.randomUUID();

/** Opens a target for the tests. */
export function createWorld({ base_url, apiKey, fetch: doFetch }: ContractTarget): World {
  const options = { base_url, retry: false, ...(doFetch && { fetch: doFetch }) } as const;
  const api = createClient({ ...options, apiKey });
  const world: World = {
    api,
    async as({ tenant_id, scopes }) {
      const { plaintext_key } = await api.createApiKey({ tenant_id, scopes, name: "contract test" });
      return createClient({ ...options, apiKey: plaintext_key });
    },
    with: (credentials) => createClient({ ...options, ...credentials }),
    request: (path, init = {}) =>
      (doFetch ?? fetch)(`${base_url}/api/v1${path}`, {
        ...init,
        headers: { "x-api-key": apiKey, ...init.headers },
      }),
    plant: (input = {}) => api.createTenant({ name: "A tenant", slug: unique(), ...input }),
    async chain<N extends number>(levels: N) {
      const tenants: Tenant[] = [];
      for (let i = 0; i < levels; i++)
        tenants.push(await world.plant({ parent_id: tenants.at(-1)?.id ?? null }));
      return tenants as Chain<N>;
    },
  };
  return world;
}

/** So many tenants, by their place. */
export type Chain<N extends number, T extends Tenant[] = []> = T["length"] extends N
  ? T
  : Chain<N, [...T, Tenant]>;

/** The ids of rows, in place. */
export const ids = <const T extends readonly { id: string }[]>(
  rows: T,
): { -readonly [I in keyof T]: string } => rows.map((row) => row.id) as never;

/** Expects a call to be refused with this code, as its class, with a request id; gives the error. */
export async function refused(call: Promise<unknown>, code: ErrorCode): Promise<StratumError> {
  const error = await call.then(
    (result) => expect.fail(`it should have been refused with ${code}, but gave ${JSON.stringify(result)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StratumError)) throw error;
  expect(error.code, error.message).toBe(code);
  expect(error).toBeInstanceOf(errorClasses[code]);
  expect(error.request_id).toBeTruthy();
  return error;
}

/** Expects a call to be refused as invalid input, naming exactly these fields; gives the error. */
export async function invalid(call: Promise<unknown>, ...paths: string[]): Promise<StratumError> {
  const error = await refused(call, "VALIDATION_ERROR");
  expect(error.details.errors?.map((field) => field.path).sort()).toEqual(paths.sort());
  for (const field of error.details.errors ?? []) expect(field.message).toMatch(/\S/);
  return error;
}
