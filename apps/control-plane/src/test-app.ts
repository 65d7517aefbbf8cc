/** For tests: the real application on a real database of its own, with a small forest and keys of every scope. */
import { type Contract, contracts, type Operation } from "@stratum-hq/core";
import { localKeyProvider, Stratum, type StratumOptions, type Tenant } from "@stratum-hq/lib";
import { plant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Pool } from "pg";
import type * as z from "zod";
import { buildApp } from "./app.ts";
import type { AppConfig } from "./config.ts";

export const KEY_SECRET = "a secret of the tests that hashes keys";
export const TOKEN_SECRET = "a secret of the tests that signs tokens";
export const MASTER_KEY = "a master key of the tests that wraps data keys";
/** A well-formed id that nothing has. */
export const NOBODY = "00000000-0000-4000-8000-000000000000";

type Part<C, K extends string> =
  C extends Record<K, infer S extends z.ZodType> ? { [P in K]: z.input<S> } : object;
/** Input of an operation, by part. Loose, so that a test can also send what is wrong. */
export type Input<K extends Operation> = Partial<
  Part<(typeof contracts)[K], "params"> & { query: object; body: unknown }
>;

/** An answer, read. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

export interface TestApp {
  app: FastifyInstance;
  stratum: Stratum;
  /** Of the database's owner, for what no method can do. */
  owner: Pool;
  /** Sends an operation; by default with a platform key that holds every scope. */
  call<K extends Operation>(
    operation: K,
    input?: Input<K>,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Text of a new key. */
  key(tenant_id: string | null, ...scopes: ("read" | "write" | "admin" | "secrets:read")[]): Promise<string>;
}

/**
 * Starts the application on the database of this test file. Close it with `app.close()`.
 * @param engine of the engine; by default one with a master key.
 */
export async function testApp(
  config: Partial<AppConfig> = {},
  logger?: FastifyBaseLogger,
  engine: Partial<StratumOptions> = { keyProvider: localKeyProvider(MASTER_KEY) },
): Promise<TestApp> {
  const { app_pool, pool } = await testDatabase();
  const secrets = { key_secret: KEY_SECRET, token_secret: TOKEN_SECRET };
  const stratum = new Stratum({ pool: app_pool, ...secrets, ...engine });
  await stratum.initialize();
  const app = await buildApp({
    stratum,
    config: { tokenSecret: TOKEN_SECRET, ...config },
    ...(logger && { logger }),
  });
  const key: TestApp["key"] = async (tenant_id, ...scopes) =>
    (await stratum.createApiKey(tenant_id, { name: scopes.join(" "), scopes })).plaintext_key;
  const platform = await key(null, "admin", "secrets:read");

  return {
    app,
    stratum,
    owner: pool,
    key,
    async call(operation, input = {}, headers = { "x-api-key": platform }) {
      const { method, path } = contracts[operation] as Contract;
      const { params = {}, query, body } = input as { params?: object; query?: object; body?: unknown };
      const fields = params as Record<string, string>;
      const response = await app.inject({
        method,
        url: `/api/v1${path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(fields[name] ?? ""))}`,
        headers,
        ...(query && { query: query as Record<string, string> }),
        ...(body !== undefined && { payload: body as object }),
      });
      return {
        status: response.statusCode,
        headers: response.headers,
        body: response.body === "" ? undefined : isJson(response.headers) ? response.json() : response.body,
      };
    },
  };
}

const isJson = (headers: Record<string, unknown>): boolean =>
  /\/(problem\+)?json(;|$)/.test(String(headers["content-type"]));

/** `acme` over `north` over `site`; beside them a suspended and an archived tenant, and a second tree. */
export type Forest = Record<"acme" | "north" | "site" | "asleep" | "gone" | "other", Tenant>;

export async function plantForest(stratum: Stratum, under: string | null = null): Promise<Forest> {
  const shape = { acme: { north: { site: {} }, asleep: {}, gone: {} }, other: {} };
  const forest = await plant(stratum, shape, under);
  return {
    ...forest,
    asleep: await stratum.suspendTenant(forest.asleep.id),
    gone: await stratum.archiveTenant(forest.gone.id),
  };
}
