import { type Consent, ConsentNotFoundError, type consentContracts, invalid } from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import { compare, mapPage, paginate } from "../page.ts";
import type { ConsentRow, Store } from "../store.ts";

interface Filter {
  subject_id?: string | undefined;
  purpose?: string | undefined;
}

/** Consent by the engine's rules, in memory: an append-only ledger from which the current state follows. */
export function consentMock(store: Store): MockHandlers<typeof consentContracts> {
  const isPast = (time: string | null): boolean => time !== null && Date.parse(time) <= store.now();
  const inForce = (last: ConsentRow | undefined): boolean =>
    last !== undefined && last.type !== "withdrawn" && !isPast(last.expires_at);

  /** A tenant's events, oldest first. */
  const events = (tenant_id: string, { subject_id, purpose }: Filter): ConsentRow[] =>
    store.consent
      .filter((e) => e.tenant_id === tenant_id)
      .filter((e) => (subject_id ?? e.subject_id) === e.subject_id && (purpose ?? e.purpose) === e.purpose);
  /** The last event of each subject and purpose: it alone tells the state. */
  function latest(tenant_id: string, filter: Filter): ConsentRow[] {
    const last = new Map(
      events(tenant_id, filter).map((e) => [JSON.stringify([e.subject_id, e.purpose]), e]),
    );
    return [...last.values()];
  }
  function state({ occurred_at, type, id: _, ...rest }: ConsentRow): Consent {
    const withdrawn = type === "withdrawn";
    const status = withdrawn ? "withdrawn" : isPast(rest.expires_at) ? "expired" : "active";
    return { ...rest, status, withdrawn_at: withdrawn ? occurred_at : null };
  }

  /** The person stands in the ledger alone; an audit entry points to the event. */
  const snapshot = ({ purpose, lawful_basis, channel, actor, granted_at, expires_at }: ConsentRow) => ({
    purpose,
    lawful_basis,
    channel,
    actor,
    granted_at,
    expires_at,
  });
  function add(caller: Caller, event: Parameters<Store["addConsent"]>[0], held?: ConsentRow): Consent {
    const made = store.addConsent(event);
    const { tenant_id, type, id } = made;
    const before = held ? snapshot(held) : null;
    caller.record({ tenant_id, action: `consent.${type}`, resource_id: id, before, after: snapshot(made) });
    return state(made);
  }

  return {
    listConsent({ caller, params, query }) {
      const tenant = caller.active(params.tenantId);
      const key = (e: ConsentRow): [string, string] => [e.granted_at, e.id];
      const rows = latest(tenant.id, query).sort((a, b) => compare(key(b), key(a)));
      return mapPage(paginate(rows, query, key, true), state);
    },
    grantConsent({ caller, params, body: { expires_at = null, ...grant } }) {
      const tenant = caller.active(params.tenantId);
      if (isPast(expires_at)) throw invalid([{ path: "body.expires_at", message: "must lie in the future" }]);
      const [last] = latest(tenant.id, grant);
      const {
        subject_id,
        purpose,
        lawful_basis = "consent",
        channel = null,
        actor = "self",
        metadata = {},
      } = grant;
      const type = inForce(last) ? "renewed" : "granted";
      const event = { subject_id, purpose, lawful_basis, channel, actor, metadata, expires_at, type };
      return add(caller, { tenant_id: tenant.id, ...event }, inForce(last) ? last : undefined);
    },
    revokeConsent({ caller, params, query: { subject_id } }) {
      const tenant = caller.active(params.tenantId);
      const [last] = latest(tenant.id, { subject_id, purpose: params.purpose });
      if (!last || !inForce(last)) {
        const message = `No consent of "${subject_id}" for "${params.purpose}" is in force.`;
        throw new ConsentNotFoundError(message, { subject_id, purpose: params.purpose });
      }
      const { id: _, occurred_at: __, ...rest } = last;
      return add(caller, { ...rest, type: "withdrawn" }, last);
    },
    listConsentEvents({ caller, params, query }) {
      const tenant = caller.active(params.tenantId);
      const key = (e: ConsentRow): [string, string] => [e.occurred_at, e.id];
      return paginate(events(tenant.id, query).reverse(), query, key, true);
    },
  };
}
