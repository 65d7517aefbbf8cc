"use client";
import type { GrantConsentInput } from "@stratum-hq/core";
import { useState } from "react";
import { useSubmit } from "../ui/index.ts";
import type { ConsentRef } from "./consent.mutations.ts";
import type { ConsentActor, LawfulBasis } from "./consent.status.ts";
import type { ConsentManagerState } from "./useConsentManager.ts";

/** How long a consent is given for: until it is withdrawn, for so many months, or up to a day. */
export type ConsentTerm = "open" | "6" | "12" | "24" | "date";
export const CONSENT_TERMS: readonly ConsentTerm[] = ["open", "6", "12", "24", "date"];

export interface GrantFields {
  subject_id: string;
  purpose: string;
  term: ConsentTerm;
  /** Last day, `YYYY-MM-DD` in the reader's time zone; used with the term `date`. */
  until: string;
  lawful_basis: LawfulBasis;
  channel: string;
  actor: ConsentActor;
}
export interface GrantForm {
  fields: GrantFields;
  set: (patch: Partial<GrantFields>) => void;
  /** True if a loaded consent of this subject to this purpose is in force, so that this renews it. */
  renews: boolean;
  /** True if all that must be there is there. */
  ready: boolean;
  busy: boolean;
  /** Why the last try failed. */
  error: unknown;
  submit: () => Promise<void>;
}

/** End of a term, counted from `now`; null for one that ends only by withdrawal. A day ends at local midnight. */
export function endOf(term: ConsentTerm, until: string, now: Date): string | null {
  if (term === "open") return null;
  if (term === "date") return new Date(`${until}T23:59:59`).toISOString();
  const end = new Date(now);
  end.setMonth(end.getMonth() + Number(term));
  return end.toISOString();
}

/** The form of a grant. `onDone` is called once it is recorded. */
export function useGrantForm(
  manager: ConsentManagerState,
  from: Partial<ConsentRef>,
  onDone: () => void,
): GrantForm {
  const [fields, setFields] = useState<GrantFields>({
    subject_id: from.subject_id ?? "",
    purpose: from.purpose ?? "",
    term: "open",
    until: "",
    lawful_basis: "consent",
    channel: "",
    actor: "self",
  });
  const subject_id = fields.subject_id.trim();
  const purpose = fields.purpose.trim();
  const ready = subject_id !== "" && purpose !== "" && (fields.term !== "date" || fields.until !== "");
  const { busy, error, submit } = useSubmit(async () => {
    const { lawful_basis, actor } = fields;
    const input: GrantConsentInput = { subject_id, purpose, lawful_basis, actor };
    const expires_at = endOf(fields.term, fields.until, new Date());
    if (expires_at) input.expires_at = expires_at;
    if (fields.channel.trim()) input.channel = fields.channel.trim();
    if (await manager.change({ action: "grant", input })) onDone();
  }, ready);
  const renews = manager.rows.some(
    (one) => one.status === "active" && one.subject_id === subject_id && one.purpose === purpose,
  );
  return {
    fields,
    set: (patch) => setFields((last) => ({ ...last, ...patch })),
    ...{ renews, ready, busy, error, submit },
  };
}
