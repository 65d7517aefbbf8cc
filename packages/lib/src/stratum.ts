import type { ActorContext } from "@stratum-hq/core";
import { createDatabase, type Database, sql } from "@stratum-hq/db-adapters";
import type { Pool } from "pg";
import {
  type AccessApi,
  createAccess,
  createJwtVerifier,
  type JwtOptions,
  type JwtVerifier,
} from "./access/index.ts";
import { type AuditApi, createAudit } from "./audit/audit.ts";
import { sealAll } from "./audit/seal.ts";
import { type Backlog, readBacklog } from "./backlog.ts";
import { type Cache, type CacheOptions, type CacheStats, createCache } from "./cache.ts";
import { createCaller, type Deps } from "./caller.ts";
import { type ConfigApi, createConfig } from "./config/index.ts";
import { type ConsentApi, createConsent } from "./consent/index.ts";
import { createEvents, createHub, type EventsApi, type Hub } from "./events/index.ts";
import { createIdempotency, type Idempotency } from "./idempotency/index.ts";
import {
  createJobs,
  type JobsApi,
  type JobWorker,
  type JobWorkerOptions,
  startWorker as startJobWorker,
} from "./jobs/index.ts";
import { createKeyring, type KeyProvider, type Keyring, keyProviderFromEnvironment } from "./keys/index.ts";
import { type Ears, type Listener, listen } from "./listener.ts";
import { migrate } from "./migrate.ts";
import { createPermissions, type PermissionsApi } from "./permissions/index.ts";
import { roleToAssume } from "./serving-role.ts";
import { createTenantContext, type TenantContextApi } from "./tenants/context.ts";
import { createTenants, type TenantsApi } from "./tenants/index.ts";
import { createUsage, type UsageApi } from "./usage/index.ts";
import {
  createGuard,
  createWebhooks,
  type Guard,
  type GuardOptions,
  startWorker,
  type WebhooksApi,
  type WebhookWorker,
  type WorkerOptions,
} from "./webhooks/index.ts";

export interface StratumOptions {
  /** The caller's; Stratum never ends it. */
  pool: Pool;
  /** Bring the schema up to date in `initialize()`. Default false. */
  autoMigrate?: boolean;
  /**
   * Default true: a pool whose role could bypass row-level security takes on `stratum_control` in every transaction.
   * false serves with the pool's role as it is; for development only.
   */
  enforceRls?: boolean;
  /** Secret under which API keys are hashed, at least 32 characters. Needed for keys. */
  key_secret?: string;
  /** Secret that signs UI tokens, at least 32 characters. Needed for UI tokens. */
  token_secret?: string;
  /** Takes JSON Web Tokens of an identity provider as credentials. Default: none. See `docs/access.md`. */
  jwt?: JwtOptions;
  /** Master key for what is stored encrypted. Default: that of `STRATUM_MASTER_KEY` or `STRATUM_MASTER_KEY_FILE`, if set. */
  keyProvider?: KeyProvider;
  /**
   * Keeps answers of `getTenantContext`, `resolveConfig`, `resolvePermissions` and `getAncestors` in this process; they are frozen then.
   * Takes one connection of the pool, to hear of changes elsewhere: call `close()` before you end the pool. Stays off
   * where that connection leads to a pooler instead of PostgreSQL. Default false.
   */
  cache?: CacheOptions | false;
  /** Which addresses may be called beside public ones by https; default none. */
  webhooks?: GuardOptions;
  /** Told of every statement that goes to the database; for tests of round trips. */
  on_query?: (text: string) => void;
  /** Told of each statement as it is sent; what it gives back is told how the statement ended. For tracing. */
  trace_query?: (text: string) => (error?: unknown) => void;
}

/** All operations of the engine, feature by feature. */
export interface StratumMethods
  extends TenantsApi,
    TenantContextApi,
    ConfigApi,
    PermissionsApi,
    ConsentApi,
    JobsApi,
    UsageApi,
    AuditApi,
    AccessApi,
    WebhooksApi,
    EventsApi {}
export interface Stratum extends StratumMethods {}

/** The engine. Composes the features; holds no rule of its own. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods are assigned in the constructor, feature by feature
export class Stratum {
  readonly #options: StratumOptions;
  readonly #keyring: Keyring;
  readonly #cache: Cache;
  /** One for all: it keeps the provider's keys. */
  readonly #jwt: JwtVerifier | undefined;
  readonly #guard: Guard;
  readonly #hub: Hub;
  readonly #deps: Pick<Deps, "db" | "cache">;
  #db: Database | undefined;
  #listener: Listener | undefined;

  constructor(options: StratumOptions) {
    this.#options = options;
    this.#keyring = createKeyring(options.keyProvider ?? keyProviderFromEnvironment());
    this.#cache = createCache(options.cache || {});
    this.#jwt = options.jwt && createJwtVerifier(options.jwt, options.token_secret);
    this.#guard = createGuard(options.webhooks);
    const db: Database = {
      query: (statement) => this.#database().query(statement),
      transaction: (fn) => this.#database().transaction(fn),
      steps: (fn) => this.#database().steps(fn),
    };
    this.#hub = createHub(db);
    this.#deps = { db, cache: this.#cache };
    Object.assign(this, this.#compose());
  }

  /**
   * Migrates if asked to, and makes sure that row-level security holds the serving role.
   * @throws IsolationViolationError DatabaseUnsupportedError DatabaseUnavailableError
   */
  async initialize(): Promise<void> {
    const { pool, autoMigrate, enforceRls = true, on_query, trace_query, cache = false } = this.#options;
    if (autoMigrate) await migrate({ pool });
    const assume_role = enforceRls ? await roleToAssume(pool) : undefined;
    this.#db = createDatabase({
      pool,
      ...(assume_role ? { assume_role } : {}),
      ...(on_query ? { on_query } : {}),
      ...(trace_query ? { trace_query } : {}),
      ...(cache ? { on_touched: (touched) => this.#tell(touched) } : {}),
    });
    this.#listener?.close();
    this.#listener = cache ? await listen(pool, assume_role, this.#ears()) : undefined;
  }

  /** Ends what the engine started. The pool stays the caller's. */
  async close(): Promise<void> {
    this.#listener?.close();
    this.#listener = undefined;
    this.#hub.close();
    this.#db = undefined;
  }

  /** Hits, misses and invalidations of the cache. */
  cacheStats(): CacheStats {
    return this.#cache.stats();
  }

  /**
   * Grows when something was committed that may have ended a credential, such as a key that was revoked. For servers
   * that keep a stream open; it stands still while nobody listens to `events()`.
   */
  accessDoubts(): number {
    return this.#hub.doubts();
  }

  /** Requests that may be sent again under a key of their caller's; for servers. Needs `key_secret`. */
  get idempotency(): Idempotency {
    const { key_secret } = this.#options;
    if (key_secret === undefined) throw new Error("Idempotency keys need { key_secret }.");
    return createIdempotency(this.#database(), key_secret);
  }

  /**
   * Takes the audit entries that have committed into their hash chains, and gives how many; for servers, every few
   * seconds. Leaves it to another process that is at it. `verifyAudit()` does the same first.
   */
  sealAudit(): Promise<number> {
    return sealAll(this.#database(), { wait: false });
  }

  /**
   * Sends the events of all tenants to their webhooks, until the worker is closed. Any number of processes may do so;
   * none sends what another has taken. Close it before you end the pool.
   */
  startWebhooks(options?: WorkerOptions): WebhookWorker {
    return startWorker({ db: this.#database(), keyring: this.#keyring, guard: this.#guard }, options);
  }

  /**
   * Does the jobs that were started, until the worker is closed. Any number of processes may do so. Close it before you
   * end the pool.
   */
  startJobs(options?: JobWorkerOptions): JobWorker {
    return startJobWorker({ db: this.#database(), as: (context) => this.as(context) }, options);
  }

  /** What waits in the background, over all processes; for metrics. @throws DatabaseUnavailableError */
  backlog(): Promise<Backlog> {
    return readBacklog(this.#database());
  }

  /** Does the database answer? @throws DatabaseUnavailableError */
  async ping(): Promise<void> {
    await this.#database().query(sql`select 1`);
  }

  /** The same operations, bound to an actor and held to its subtree and scopes. */
  as(context: ActorContext): StratumMethods {
    return this.#compose(context);
  }

  /** Tells the cache, and those who stream events, of commits; see `Ears.heard`. */
  #tell(touched: string): void {
    if (touched === "") return;
    this.#cache.invalidate(touched);
    this.#hub.wake();
  }

  /** Who hears of commits of all processes. */
  #ears(): Ears {
    return {
      heard: (touched) => {
        this.#cache.confirm();
        this.#tell(touched);
      },
      turn: (on) => {
        this.#cache.turn(on);
        this.#hub.hear(on);
      },
    };
  }

  #database(): Database {
    if (!this.#db) throw new Error("Call `await stratum.initialize()` first.");
    return this.#db;
  }

  #compose(bound?: ActorContext): StratumMethods {
    const { key_secret, token_secret } = this.#options;
    const deps: Deps = {
      ...this.#deps,
      // What a call adds to a bound context tells more of the request; it never widens what the caller may.
      caller: (context) => createCaller(bound ? { ...pick(context), ...bound } : (context ?? {})),
    };
    return {
      ...createTenants(deps),
      ...createTenantContext(deps, this.#keyring),
      ...createConfig(deps, this.#keyring),
      ...createPermissions(deps),
      ...createConsent(deps),
      ...createJobs(deps),
      ...createUsage(deps),
      ...createAudit(deps),
      ...createAccess(deps, { key_secret, token_secret }, this.#jwt),
      ...createWebhooks(deps, this.#keyring, this.#guard),
      ...createEvents(deps, this.#hub),
    };
  }
}

const pick = ({ request_id, source_ip, on_behalf_of }: ActorContext = {}): ActorContext => ({
  ...(request_id ? { request_id } : {}),
  ...(source_ip ? { source_ip } : {}),
  ...(on_behalf_of ? { on_behalf_of } : {}),
});
