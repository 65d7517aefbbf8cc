"use client";
import type {
  PermissionMode,
  PermissionSimulation,
  PermissionChange as PolicyChange,
  RevocationMode,
} from "@stratum-hq/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useValueDraft, type ValueDraft } from "../config/index.ts";
import type { PermissionRow } from "./permissions.rows.ts";
import { usePermissionSimulation } from "./usePermissionSimulation.ts";

/** Most changes that one draft can hold; the API weighs no more at once. */
export const MAX_WHAT_IF = 50;

/** What a draft does with a tenant's policy for a key. */
export type WhatIfAction = PolicyChange["action"];

/** The change being put together. */
export interface WhatIfForm {
  /** Whose policy it is; null for the tenant itself. */
  tenant: string | null;
  setTenant: (tenant: string | null) => void;
  key: string;
  setKey: (key: string) => void;
  /** Until it is chosen: a change if the tenant itself is known to hold a policy for the key, else a new one. */
  action: WhatIfAction;
  setAction: (action: WhatIfAction) => void;
  draft: ValueDraft;
  /** A change leaves the value as it is. */
  keepValue: boolean;
  setKeepValue: (keep: boolean) => void;
  /** null leaves it as it is; for a new policy the default of the API. */
  mode: PermissionMode | null;
  setMode: (mode: PermissionMode | null) => void;
  revocation: RevocationMode | null;
  setRevocation: (revocation: RevocationMode | null) => void;
  /** True if there is a key and, where one is needed, a value. */
  ready: boolean;
  /** Puts the change behind the others and empties the key. */
  add: () => void;
}

/** A change of the draft. Its number tells it from another one that says the same. */
export interface WhatIfDraft {
  id: number;
  change: PolicyChange;
}

export interface WhatIf {
  form: WhatIfForm;
  /** The draft, in the order in which its changes would be made. */
  drafts: readonly WhatIfDraft[];
  remove: (id: number) => void;
  clear: () => void;
  full: boolean;
  /** What the draft would do. Idle while it is empty. */
  simulation: UseQueryResult<PermissionSimulation>;
}

/** A draft of policies of a tenant and of those below, and what it would do. Nothing is written. */
export function useWhatIf(tenantId: string, rows: readonly PermissionRow[]): WhatIf {
  const [drafts, setDrafts] = useState<readonly WhatIfDraft[]>([]);
  const lastId = useRef(0);
  const [tenant, setTenant] = useState<string | null>(null);
  const [key, setKey] = useState("");
  const [chosen, setAction] = useState<WhatIfAction | null>(null);
  const [keepValue, setKeepValue] = useState(true);
  const [mode, setMode] = useState<PermissionMode | null>(null);
  const [revocation, setRevocation] = useState<RevocationMode | null>(null);
  const draft = useValueDraft(true);
  const changes = drafts.map(({ change }) => change);
  const simulation = usePermissionSimulation(changes, tenantId);

  const name = key.trim();
  const own = tenant === null && rows.some((row) => row.key === name && row.entry.own_policy_id !== null);
  const action = chosen ?? (own ? "update" : "create");
  const full = drafts.length >= MAX_WHAT_IF;
  const needsValue = action === "create" || (action === "update" && !keepValue);
  const ready = name !== "" && !full && (!needsValue || draft.value !== undefined);
  const change = (): PolicyChange => {
    const at = { key: name, ...(tenant !== null && { tenant_id: tenant }) };
    if (action === "delete") return { action, ...at };
    return {
      action,
      ...at,
      ...(needsValue && { value: draft.value ?? null }),
      ...(mode && { mode }),
      ...(revocation && { revocation_mode: revocation }),
    };
  };
  return {
    form: {
      ...{ tenant, setTenant, key, setKey, action, setAction, draft, keepValue, setKeepValue },
      ...{ mode, setMode, revocation, setRevocation, ready },
      add: () => {
        if (!ready) return;
        lastId.current += 1;
        setDrafts([...drafts, { id: lastId.current, change: change() }]);
        setKey("");
        setAction(null);
        setMode(null);
        setRevocation(null);
      },
    },
    drafts,
    remove: (id) => setDrafts(drafts.filter((one) => one.id !== id)),
    clear: () => setDrafts([]),
    full,
    simulation,
  };
}
