"use client";
import type { Role } from "@stratum-hq/core";
import { type UseInfiniteQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Translate, useMessages } from "../i18n/index.ts";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import type { PagesOf } from "../provider/paged.ts";
import { ancestorsOptions } from "../tenants/index.ts";
import { useAnnounce } from "../ui/index.ts";
import { accessDoneMessages } from "./access.done.messages.ts";
import { type RoleChange, type RoleResult, roleChangeOptions } from "./roles.mutations.ts";
import { useRoles } from "./useRoles.ts";

/** A role as it stands at the tenant. */
export interface RoleRow {
  role: Role;
  /** Only one of the tenant's own is changed and deleted here. */
  origin: "own" | "inherited" | "platform";
  /** Name of the tenant above that it comes from; null for other origins, and until it is known. */
  source: string | null;
}

/** What is open over the table. */
export type RoleTask = { kind: "create" } | { kind: "edit" | "delete" | "holders"; role: Role };

export interface RoleEditorOptions {
  /** The tenant that is shown. Default: the active one. */
  tenantId?: string | undefined;
  /** Shows without offering changes. Default false. */
  readOnly?: boolean | undefined;
  /** Asked before each change; `false`, or a promise of it, drops the change. */
  onBeforeChange?: ((change: RoleChange) => unknown) | undefined;
  /** Told after each change that the server has taken. */
  onAfterChange?: ((change: RoleChange, result: RoleResult) => void) | undefined;
}

export interface RoleEditorState {
  tenantId: string;
  readOnly: boolean;
  /** The query behind it: `isPending`, `error`, `hasNextPage`, `fetchNextPage`. */
  roles: UseInfiniteQueryResult<PagesOf<Role>>;
  /** The loaded roles, newest first. */
  rows: readonly RoleRow[];
  /** Makes a change and says what came of it. Rejects if it fails; resolves to null if it was vetoed. */
  change: (change: RoleChange) => Promise<RoleResult | null>;
  task: RoleTask | null;
  /** Has anything been open? From then on what opens stays, and can show how it closes. */
  used: boolean;
  open: (task: RoleTask) => void;
  /** Closes what is open; with a kind, only if it is of that kind. What is open at another tenant stays. */
  close: (kind?: RoleTask["kind"]) => void;
}

/** What has been done, in a sentence. A role that got another name has that one. */
function said(change: RoleChange, t: Translate<typeof accessDoneMessages>): string {
  if (change.action === "give" || change.action === "take") {
    const { role, holder } = change;
    const who = "key_id" in holder ? (holder.key_name ?? holder.key_id) : holder.principal_id;
    return t(`roles.done.${change.action}`, { name: role.name, holder: who });
  }
  if (change.action === "create") return t("roles.done.create", { name: change.input.name });
  const renamed = change.action === "update" ? change.patch.name : undefined;
  return t(`roles.done.${change.action}`, { name: renamed ?? change.role.name });
}

/** Everything that `RoleEditor` does, without its markup. A change keeps its tenant, whatever is shown later. */
export function useRoleEditor(options: RoleEditorOptions = {}): RoleEditorState {
  const client = useStratumClient();
  const queries = useQueryClient();
  const t = useMessages(accessDoneMessages);
  const announce = useAnnounce();
  const tenantId = useTenantId(options.tenantId);
  const roles = useRoles(tenantId);
  const [used, setUsed] = useState(false);
  const [task, setTask] = useState<{ tenant_id: string; task: RoleTask } | null>(null);
  const loaded = roles.data?.pages.flatMap((page) => page.data) ?? [];
  const inherits = loaded.some(({ tenant_id }) => tenant_id !== null && tenant_id !== tenantId);
  const above = useQuery({ ...ancestorsOptions(client, tenantId), enabled: inherits });
  return {
    tenantId,
    readOnly: options.readOnly ?? false,
    roles,
    rows: loaded.map((role) => ({
      role,
      origin: role.tenant_id === null ? "platform" : role.tenant_id === tenantId ? "own" : "inherited",
      source: above.data?.find(({ id }) => id === role.tenant_id)?.name ?? null,
    })),
    change: async (change) => {
      if ((await options.onBeforeChange?.(change)) === false) return null;
      const mutation = queries.getMutationCache().build(queries, roleChangeOptions(client, tenantId));
      const result = await mutation.execute(change);
      announce(said(change, t), { tone: "success" });
      options.onAfterChange?.(change, result);
      return result;
    },
    task: task?.tenant_id === tenantId ? task.task : null,
    used,
    open: (next) => {
      setUsed(true);
      setTask({ tenant_id: tenantId, task: next });
    },
    close: (kind) =>
      setTask((now) => (now?.tenant_id === tenantId && (!kind || now.task.kind === kind) ? null : now)),
  };
}
