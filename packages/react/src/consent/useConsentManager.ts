"use client";
import type { Consent, GrantConsentInput } from "@stratum-hq/core";
import { type UseInfiniteQueryResult, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useMessages } from "../i18n/index.ts";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { useAnnounce, useControllable, useSettled } from "../ui/index.ts";
import { consentMessages } from "./consent.messages.ts";
import { type ConsentRef, grantConsentOptions, revokeConsentOptions } from "./consent.mutations.ts";
import type { ConsentPages } from "./consent.queries.ts";
import { type ConsentStatus, purposesOf, statusOf } from "./consent.status.ts";
import { useConsents } from "./useConsents.ts";

/** What is shown: subject and purpose are asked of the server, the status narrows what is loaded. */
export interface ConsentView {
  /** A whole subject id; empty for all. */
  subject: string;
  /** A purpose; empty for all. */
  purpose: string;
  status: ConsentStatus | "all";
}

/** What a reader asks the manager to do. */
export type ConsentChange =
  | { action: "grant"; input: GrantConsentInput }
  | { action: "withdraw"; subject_id: string; purpose: string };

/** What is open over the table. A grant may start from a subject and a purpose. */
export type ConsentTask =
  | { kind: "grant"; from: Partial<ConsentRef> }
  | { kind: "withdraw"; consent: Consent }
  | { kind: "timeline"; subject_id: string };

export interface ConsentManagerOptions {
  /** The tenant that is shown. Default: the active one. */
  tenantId?: string | undefined;
  /** What to show, if you hold it. */
  view?: ConsentView | undefined;
  /** The filters at first. Default: none. */
  defaultView?: Partial<ConsentView> | undefined;
  /** Told of other filters. */
  onViewChange?: ((view: ConsentView) => void) | undefined;
  /** Shows without offering changes. Default false. */
  readOnly?: boolean | undefined;
  /** Asked before each change; `false`, or a promise of it, drops the change. */
  onBeforeChange?: ((change: ConsentChange) => unknown) | undefined;
  /** Told after each change that the server has taken. */
  onAfterChange?: ((change: ConsentChange, result: Consent) => void) | undefined;
}

export interface ConsentManagerState {
  tenantId: string;
  readOnly: boolean;
  /** The query behind it: `isPending`, `error`, `hasNextPage`, `fetchNextPage`. */
  consents: UseInfiniteQueryResult<ConsentPages<Consent>>;
  /** The loaded consents of the chosen status. */
  rows: readonly Consent[];
  /** How many consents are loaded, whatever their status. */
  loaded: number;
  /** Purposes that have been seen, for choosing one. */
  purposes: readonly string[];
  view: ConsentView;
  setView: (patch: Partial<ConsentView>) => void;
  /** True if anything narrows the list. */
  filtered: boolean;
  clear: () => void;
  /** Makes a change and says what came of it. Rejects if it fails; resolves to false if it was vetoed. */
  change: (change: ConsentChange) => Promise<boolean>;
  task: ConsentTask | null;
  open: (task: ConsentTask) => void;
  close: () => void;
}

const EVERYTHING: ConsentView = { subject: "", purpose: "", status: "all" };

/** Everything that `ConsentManager` does, without its markup. A change keeps its tenant, whatever is shown later. */
export function useConsentManager(options: ConsentManagerOptions = {}): ConsentManagerState {
  const client = useStratumClient();
  const queries = useQueryClient();
  const t = useMessages(consentMessages);
  const announce = useAnnounce();
  const tenantId = useTenantId(options.tenantId);
  const [view, setWhole] = useControllable<ConsentView>(
    options.view,
    { ...EVERYTHING, ...options.defaultView },
    options.onViewChange,
  );
  const subject = useSettled(view.subject.trim());
  const consents = useConsents(tenantId, {
    subject_id: subject || undefined,
    purpose: view.purpose || undefined,
  });
  const [task, setTask] = useState<{ tenant_id: string; task: ConsentTask } | null>(null);
  const all = useMemo(() => consents.data?.pages.flatMap((page) => page.data) ?? [], [consents.data]);
  const purposes = usePurposes(tenantId, all);

  const send = (change: ConsentChange): Promise<Consent> => {
    const mutations = queries.getMutationCache();
    if (change.action === "grant")
      return mutations.build(queries, grantConsentOptions(client, tenantId)).execute(change.input);
    const { action: _, ...ref } = change;
    return mutations.build(queries, revokeConsentOptions(client, tenantId)).execute(ref);
  };
  return {
    tenantId,
    readOnly: options.readOnly ?? false,
    consents,
    rows: view.status === "all" ? all : all.filter((consent) => statusOf(consent) === view.status),
    loaded: all.length,
    purposes,
    view,
    setView: (patch) => setWhole({ ...view, ...patch }),
    filtered: view.subject !== "" || view.purpose !== "" || view.status !== "all",
    clear: () => setWhole(EVERYTHING),
    change: async (change) => {
      if ((await options.onBeforeChange?.(change)) === false) return false;
      const result = await send(change);
      const { subject_id, purpose } = result;
      announce(
        t(change.action === "grant" ? "consent.done.granted" : "consent.done.withdrawn", {
          subject: subject_id,
          purpose,
        }),
        {
          tone: "success",
        },
      );
      options.onAfterChange?.(change, result);
      return true;
    },
    task: task?.tenant_id === tenantId ? task.task : null,
    open: (next) => setTask({ tenant_id: tenantId, task: next }),
    close: () => setTask(null),
  };
}

/** Purposes seen so far at a tenant: choosing one narrows the rows, and the others must stay to choose from. */
function usePurposes(tenantId: string, consents: readonly Consent[]): readonly string[] {
  const [seen, setSeen] = useState({ tenant_id: tenantId, purposes: [] as readonly string[] });
  const before = seen.tenant_id === tenantId ? seen.purposes : [];
  const now = purposesOf([...before.map((purpose) => ({ purpose })), ...consents]);
  if (seen.tenant_id !== tenantId || now.length !== before.length)
    setSeen({ tenant_id: tenantId, purposes: now });
  return now;
}
