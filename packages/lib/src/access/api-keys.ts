import {
  type ActorContext,
  type ApiKey,
  type ApiKeyEnvironment,
  ApiKeyNotFoundError,
  ApiKeyParams,
  CreateApiKey,
  type CreateApiKeyInput,
  type CreatedApiKey,
  InvalidApiKeyStateError,
  invalid,
  type ListApiKeysInput,
  ListApiKeysQuery,
  ListDormantKeysQuery,
  type Page,
  type PageInput,
  RotateApiKey,
  type RotateApiKeyInput,
  type ValidationError,
  validate,
} from "@stratum-hq/core";
import { v7 } from "uuid";
import type { Deps } from "../caller.ts";
import { decodeCursor, toPage } from "../page.ts";
import { assertActive, findTenant } from "../tenants/index.ts";
import { generateKey, hashKey, keyHint } from "./access.keys.ts";
import * as q from "./access.sql.ts";
import { heldBy } from "./held.ts";

const DEFAULT_OVERLAP_SECONDS = 86_400;

/** API keys: made, listed, rotated and revoked. */
export interface ApiKeysApi {
  /**
   * Makes a key whose reach is the tenant's subtree; without one, the caller's own reach. Its text is in this answer
   * only.
   * @throws ValidationError; ForbiddenError for more scopes than the caller holds; TenantNotFoundError
   * TenantSuspendedError TenantArchivedError
   */
  createApiKey(
    tenantId: string | null | undefined,
    options: Omit<CreateApiKeyInput, "tenant_id">,
    context?: ActorContext,
  ): Promise<CreatedApiKey>;
  /** A key without its text. @throws ApiKeyNotFoundError */
  getApiKey(id: string): Promise<ApiKey>;
  /**
   * Keys of the caller's subtree, or of one tenant in it, of any status; revoked and expired ones too, newest first.
   * @throws TenantNotFoundError
   */
  listApiKeys(query?: ListApiKeysInput): Promise<Page<ApiKey>>;
  /** Those that have not ended, and were neither made nor used in so many days (1–3,650, default 90). */
  listDormantKeys(days?: number, query?: PageInput): Promise<Page<ApiKey>>;
  /**
   * Replaces a key by a new one of the same name, reach, scopes, roles, environment and rate limit. The old one works on for
   * `overlap_seconds` (0–2,592,000, default a day), or until it would have expired. The new one lives as long as the
   * old one was made for, unless `expires_at` is given.
   * @throws ApiKeyNotFoundError; InvalidApiKeyStateError if it is revoked, expired or was rotated before;
   * ForbiddenError if it holds more than the caller; TenantSuspendedError TenantArchivedError
   */
  rotateApiKey(id: string, options?: RotateApiKeyInput, context?: ActorContext): Promise<CreatedApiKey>;
  /** Revokes at once, with all UI tokens got by it. Again: answers the same. @throws ApiKeyNotFoundError */
  revokeApiKey(id: string, context?: ActorContext): Promise<ApiKey>;
}

/** @param secret gives what keys are hashed under, or throws. */
export function createApiKeys({ db, caller: callerOf }: Deps, secret: () => string): ApiKeysApi {
  /** A new text, and what is stored of it. */
  function newText(environment: ApiKeyEnvironment) {
    const plaintext_key = generateKey(environment);
    return {
      plaintext_key,
      stored: { key_hash: hashKey(plaintext_key, secret()), hint: keyHint(plaintext_key) },
    };
  }
  async function list(query: ListApiKeysInput, unused_days?: number): Promise<Page<ApiKey>> {
    const caller = callerOf();
    caller.need("admin");
    const { cursor, limit = 50, tenant_id } = query;
    if (tenant_id !== undefined) await findTenant(db, caller, tenant_id);
    const after = decodeCursor(cursor, "uuid")?.[0] ?? null;
    const rows = await q.selectKeys(db, { within: caller.within, tenant_id, after, limit, unused_days });
    return toPage(rows, limit, (key) => [key.id]);
  }

  return {
    async createApiKey(tenantId, options, context) {
      const caller = callerOf(context);
      caller.need("admin");
      const { environment = "live", ...input } = validate(CreateApiKey, { ...options, tenant_id: tenantId });
      const tenant_id = input.tenant_id ?? caller.within;
      const scopes = heldBy(caller, input.scopes);
      const { plaintext_key, stored } = newText(environment);
      const row = {
        id: v7(),
        tenant_id,
        name: input.name,
        scopes,
        environment,
        ...stored,
        rate_limit: input.rate_limit ?? null,
        expires_at: input.expires_at ?? null,
      };
      return db.transaction(async (tx) => {
        const { tenant, key } = await q.insertKey(tx, caller, row);
        if (tenant_id !== null) assertActive(caller.find(tenant, tenant_id));
        if (!key) throw inThePast();
        return { ...key, plaintext_key };
      });
    },
    async getApiKey(id) {
      const caller = callerOf();
      caller.need("admin");
      const params = validate(ApiKeyParams, { id }, "params");
      const key = await q.selectKey(db, caller.within, params.id);
      if (!key) throw notFound(params.id);
      return key;
    },
    listApiKeys: async (query) => list(validate(ListApiKeysQuery, query ?? {}, "query")),
    async listDormantKeys(days, query) {
      const { days: unused = 90, ...rest } = validate(ListDormantKeysQuery, { ...query, days }, "query");
      return list(rest, unused);
    },
    async rotateApiKey(id, options, context) {
      const caller = callerOf(context);
      caller.need("admin");
      const params = validate(ApiKeyParams, { id }, "params");
      const { overlap_seconds = DEFAULT_OVERLAP_SECONDS, expires_at = null } =
        validate(RotateApiKey, options) ?? {};
      return db.transaction(async (tx) => {
        const found = await q.lockPower(tx, caller.within, params.id);
        if (!found) throw notFound(params.id);
        heldBy(caller, found.scopes);
        const { plaintext_key, stored } = newText(found.environment);
        const next = { id: v7(), ...stored, expires_at, overlap_seconds };
        const { tenant, old, expired, key } = await q.rotateKey(tx, caller, params.id, next);
        if (!old) throw notFound(params.id);
        if (tenant) assertActive(tenant);
        if (key) return { ...key, plaintext_key };
        if (old.revoked_at) throw wrongState(old.id, "revoked");
        if (expired) throw wrongState(old.id, "expired");
        if (old.replaced_by) throw wrongState(old.id, "rotated");
        throw inThePast();
      });
    },
    async revokeApiKey(id, context) {
      const caller = callerOf(context);
      caller.need("admin");
      const params = validate(ApiKeyParams, { id }, "params");
      return db.transaction(async (tx) => {
        const { tenant, key } = await q.revokeKey(tx, caller, params.id);
        const visible = caller.within === null || (tenant !== null && caller.sees(tenant));
        if (!key || !visible) throw notFound(params.id);
        return key;
      });
    },
  };
}

const notFound = (id: string): ApiKeyNotFoundError =>
  new ApiKeyNotFoundError(`There is no API key ${id}.`, { id });
const wrongState = (id: string, state: "revoked" | "expired" | "rotated"): InvalidApiKeyStateError =>
  new InvalidApiKeyStateError(`API key ${id} is ${state}: it cannot be rotated.`, { id, state });
const inThePast = (): ValidationError =>
  invalid([{ path: "body.expires_at", message: "must lie in the future, by the database clock" }]);
