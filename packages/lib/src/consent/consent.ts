import {
  type ActorContext,
  type Consent,
  type ConsentEvent,
  ConsentNotFoundError,
  ConsentParams,
  ConsentTenantParams,
  GrantConsent,
  type GrantConsentInput,
  invalid,
  ListConsentQuery,
  type Page,
  type PageInput,
  RevokeConsentQuery,
  Timestamp,
  validate,
} from "@stratum-hq/core";
import type { Transaction } from "@stratum-hq/db-adapters";
import { v7 } from "uuid";
import type { Caller, Deps } from "../caller.ts";
import { decodeCursor, toPage } from "../page.ts";
import { assertActive, findTenant } from "../tenants/index.ts";
import * as q from "./consent.sql.ts";

interface Listing extends PageInput {
  subject_id?: string | undefined;
  purpose?: string | undefined;
}

/** The append-only ledger of consent, and the state that follows from it. Rules: `docs/consent.md`. */
export interface ConsentApi {
  /**
   * Records that a subject consents; while one is in force this renews it, with the new words and expiry.
   * @throws ValidationError TenantNotFoundError TenantSuspendedError TenantArchivedError
   */
  grantConsent(tenantId: string, input: GrantConsentInput, context?: ActorContext): Promise<Consent>;
  /**
   * Records that a subject withdraws.
   * @throws ConsentNotFoundError if none is in force; TenantNotFoundError TenantSuspendedError TenantArchivedError
   */
  revokeConsent(
    tenantId: string,
    subjectId: string,
    purpose: string,
    context?: ActorContext,
  ): Promise<Consent>;
  /** Current states, newest grant first; a text is the subject's id. @throws TenantNotFoundError */
  listConsent(tenantId: string, query?: string | Listing): Promise<Page<Consent>>;
  /**
   * The consent in force at `at` (default: now, by the database clock): from its grant until the earlier of expiry
   * and withdrawal. null if there is none. @throws TenantNotFoundError
   */
  getActiveConsent(
    tenantId: string,
    subjectId: string,
    purpose: string,
    at?: string | Date,
  ): Promise<Consent | null>;
  /** The ledger, newest first; a text is the subject's id. @throws TenantNotFoundError */
  listConsentEvents(tenantId: string, query?: string | Listing): Promise<Page<ConsentEvent>>;
}

const parseHeld = (tenantId: string, subjectId: string, purpose: string): q.Held => {
  const params = validate(ConsentParams, { tenantId, purpose }, "params");
  const { subject_id } = validate(RevokeConsentQuery, { subject_id: subjectId }, "query");
  return { tenant_id: params.tenantId, subject_id, purpose: params.purpose };
};
const parseListing = (query: string | Listing | undefined): Listing & { limit: number } => {
  const { limit = 50, ...rest } = validate(
    ListConsentQuery,
    typeof query === "string" ? { subject_id: query } : (query ?? {}),
    "query",
  );
  return { ...rest, limit };
};

export function createConsent({ db, caller: callerOf }: Deps): ConsentApi {
  /** Runs a write behind the consent's lock; `refused` says why nothing was written to a tenant that takes writes. */
  async function write(
    held: q.Held,
    context: ActorContext | undefined,
    statement: (tx: Transaction, caller: Caller, id: string) => Promise<q.Written>,
    refused: () => Error,
  ): Promise<Consent> {
    const caller = callerOf(context);
    caller.need("write");
    return db.transaction(async (tx) => {
      await q.lockConsent(tx, held);
      const { tenant, consent } = await statement(tx, caller, v7());
      assertActive(caller.find(tenant, held.tenant_id));
      if (!consent) throw refused();
      return consent;
    });
  }
  /** The tenant's id, if the caller may read it. */
  async function readable(tenantId: string): Promise<string> {
    const caller = callerOf();
    caller.need("read");
    const tenant = await findTenant(
      db,
      caller,
      validate(ConsentTenantParams, { tenantId }, "params").tenantId,
    );
    assertActive(tenant);
    return tenant.id;
  }

  return {
    async grantConsent(tenantId, input, context) {
      const params = validate(ConsentTenantParams, { tenantId }, "params");
      const {
        lawful_basis = "consent",
        channel = null,
        actor = "self",
        expires_at = null,
        metadata = {},
        ...rest
      } = validate(GrantConsent, input);
      const grant: q.Grant = {
        tenant_id: params.tenantId,
        ...rest,
        lawful_basis,
        channel,
        actor,
        expires_at,
        metadata,
      };
      return write(
        grant,
        context,
        (tx, caller, id) => q.insertGrant(tx, caller, id, grant),
        () =>
          invalid([{ path: "body.expires_at", message: "must lie in the future, by the database clock" }]),
      );
    },
    async revokeConsent(tenantId, subjectId, purpose, context) {
      const held = parseHeld(tenantId, subjectId, purpose);
      return write(
        held,
        context,
        (tx, caller, id) => q.insertWithdrawal(tx, caller, id, held),
        () =>
          new ConsentNotFoundError(`No consent of this subject to "${held.purpose}" is in force.`, {
            tenant_id: held.tenant_id,
            purpose: held.purpose,
          }),
      );
    },
    async listConsent(tenantId, query) {
      const { cursor, ...filter } = parseListing(query);
      const after = decodeCursor(cursor, "time", "text", "text");
      const rows = await q.selectConsents(db, { ...filter, tenant_id: await readable(tenantId), after });
      return toPage(rows, filter.limit, (c) => [c.granted_at, c.subject_id, c.purpose]);
    },
    async getActiveConsent(tenantId, subjectId, purpose, at) {
      const held = parseHeld(tenantId, subjectId, purpose);
      const then = at === undefined ? null : parseTime(at);
      await readable(tenantId);
      return (await q.selectActive(db, held, then)) ?? null;
    },
    async listConsentEvents(tenantId, query) {
      const { cursor, ...filter } = parseListing(query);
      const after = decodeCursor(cursor, "int")?.[0] ?? null;
      const rows = await q.selectEvents(db, { ...filter, tenant_id: await readable(tenantId), after });
      const { data, ...page } = toPage(rows, filter.limit, (e) => [e.seq]);
      return { ...page, data: data.map(({ seq, ...event }) => event) };
    },
  };
}

function parseTime(at: string | Date): string {
  const parsed = Timestamp.safeParse(
    at instanceof Date && !Number.isNaN(at.getTime()) ? at.toISOString() : at,
  );
  if (parsed.success) return parsed.data;
  throw invalid([
    { path: "query.at", message: "must be an RFC 3339 time in UTC, for example 2026-01-31T09:30:00Z" },
  ]);
}
