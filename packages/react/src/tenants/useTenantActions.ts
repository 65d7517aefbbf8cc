"use client";
import type { CreateTenantInput, Tenant, TenantNode } from "@stratum-hq/core";
import { useRef } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useAnnounce } from "../ui/useAnnounce.tsx";
import { useErrorText } from "../ui/useErrorText.ts";
import { tenantsMessages } from "./tenants.messages.ts";
import { useCreateTenant } from "./useCreateTenant.ts";
import { useMoveTenant } from "./useMoveTenant.ts";
import { useReorderTenant } from "./useReorderTenant.ts";
import { useArchiveTenant, useResumeTenant, useSuspendTenant } from "./useTenantLifecycle.ts";
import { CARRY } from "./useTreeMove.ts";
import { useUpdateTenant } from "./useUpdateTenant.ts";

/** A change of the forest that is about to be made, or was. */
export type TenantChange =
  | { action: "create"; input: CreateTenantInput }
  | { action: "rename"; tenant: TenantNode; name: string }
  | { action: "move"; tenant: TenantNode; target: Tenant | TenantNode | null }
  | { action: "reorder"; tenant: TenantNode; beside: TenantNode; zone: "before" | "after" }
  | { action: "suspend" | "resume" | "archive"; tenant: TenantNode; cascade: boolean };

export interface TenantChangeHooks {
  /** Asked before a change; `false` or a promise of it vetoes, and nothing happens. */
  onBeforeChange?: ((change: TenantChange) => unknown) | undefined;
  /** Told after a change, with the tenant as it is now. */
  onAfterChange?: ((change: TenantChange, tenant: Tenant) => void) | undefined;
}

/** Makes changes and says what came of them. */
export interface TenantActions {
  /**
   * Does it. Resolves to the tenant, or to null if it was vetoed. A rename, a move or a new place that is refused
   * is taken back and announced, and this resolves to null. The others reject, for their dialog to show. With
   * `quiet`, what succeeds is not announced: whoever does it to many says so once.
   */
  run: (change: TenantChange, options?: { quiet?: boolean }) => Promise<Tenant | null>;
}

/** All changes of the forest with vetoes and announcements, for a tree, a header or a menu of your own. */
export function useTenantActions(hooks: TenantChangeHooks = {}): TenantActions {
  const t = useMessages(tenantsMessages);
  const announce = useAnnounce();
  const reason = useErrorText();
  const create = useCreateTenant().mutateAsync;
  const update = useUpdateTenant().mutateAsync;
  const move = useMoveTenant().mutateAsync;
  const reorder = useReorderTenant().mutateAsync;
  const suspend = useSuspendTenant().mutateAsync;
  const resume = useResumeTenant().mutateAsync;
  const archive = useArchiveTenant().mutateAsync;
  const latest = useRef(hooks);
  latest.current = hooks;

  const write = (change: TenantChange): Promise<Tenant> => {
    if (change.action === "create") return create(change.input);
    if (change.action === "rename") return update({ id: change.tenant.id, name: change.name });
    if (change.action === "move") return move({ node: change.tenant, target: change.target });
    if (change.action === "reorder") return reorder({ id: change.tenant.id, position: placeBeside(change) });
    return { suspend, resume, archive }[change.action]({ id: change.tenant.id, cascade: change.cascade });
  };
  const success = (change: TenantChange, tenant: Tenant): string => {
    const { name } = tenant;
    if (change.action === "reorder")
      return t(`tenants.reorder.${change.zone}`, { name, beside: change.beside.name });
    if (change.action !== "move") return t(`tenants.${change.action}.done`, { name });
    return change.target
      ? t("tenants.move.done", { name, to: change.target.name })
      : t("tenants.move.doneRoot", { name });
  };
  const refused = (change: TenantChange, error: unknown): null => {
    if (change.action !== "rename" && change.action !== "move" && change.action !== "reorder") throw error;
    const values = { name: change.tenant.name, reason: reason(error) };
    announce(t(`tenants.${change.action}.failed`, values), { tone: "error" });
    return null;
  };
  return {
    run: async (change, { quiet = false } = {}) => {
      if ((await latest.current.onBeforeChange?.(change)) === false) return null;
      let tenant: Tenant;
      try {
        tenant = await write(change);
      } catch (error) {
        return refused(change, error);
      }
      // What was done to it before is no longer so.
      const topic = change.action === "move" ? CARRY : `tenants.${tenant.id}`;
      if (!quiet) announce(success(change, tenant), { tone: "success", topic });
      latest.current.onAfterChange?.(change, tenant);
      return tenant;
    },
  };
}

/** Place before or after a sibling, counted without the tenant itself. */
function placeBeside({ tenant, beside, zone }: TenantChange & { action: "reorder" }): number {
  const closesUp = tenant.sort_order < beside.sort_order ? 1 : 0;
  return beside.sort_order - closesUp + (zone === "after" ? 1 : 0);
}
