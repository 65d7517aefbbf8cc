"use client";
import type { TenantRef } from "@stratum-hq/core";
import { ChevronRight, Ellipsis } from "lucide-react";
import { forwardRef, type HTMLAttributes, type ReactElement, type ReactNode } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useTenantId } from "../provider/context.ts";
import { useSwitchTenant } from "../provider/useSwitchTenant.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/Menu.tsx";
import { cx, type Part } from "../ui/part.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { tenantsMessages } from "./tenants.messages.ts";
import { useTenant, useTenantAncestors } from "./useTenant.ts";

export interface TenantBreadcrumbProps extends Omit<HTMLAttributes<HTMLElement>, "onSelect"> {
  /** Default: the nearest scope's. */
  tenantId?: string | undefined;
  /** Goes to an ancestor. Default: makes it the active tenant. */
  onSelect?: ((tenantId: string) => void) | undefined;
  /** Steps that are shown beside the tenant itself; those between go into a menu. Default 3. */
  maxSteps?: number | undefined;
}

/** The way from the top of the caller's view to a tenant. */
export const TenantBreadcrumb: Part<TenantBreadcrumbProps, HTMLElement> = forwardRef<
  HTMLElement,
  TenantBreadcrumbProps
>(function TenantBreadcrumb({ tenantId, onSelect, maxSteps = 3, className, ...rest }, ref) {
  const t = useMessages(tenantsMessages);
  const switchTenant = useSwitchTenant();
  const id = useTenantId(tenantId);
  const tenant = useTenant(id);
  const ancestors = useTenantAncestors(id);
  const go = onSelect ?? switchTenant;
  const chain = ancestors.data ?? [];
  const hidden = chain.length > maxSteps ? chain.slice(1, chain.length - maxSteps + 1) : [];
  const first = hidden.length > 0 ? chain.slice(0, 1) : [];
  const last = hidden.length > 0 ? chain.slice(chain.length - maxSteps + 1) : chain;
  const state = tenant.isPending || ancestors.isPending ? "loading" : tenant.isError ? "error" : "ready";
  const step = (one: TenantRef, at?: "wide"): ReactElement => (
    <Step key={one.id} at={at}>
      <button type="button" className="st-crumb" onClick={() => go(one.id)}>
        <span className="st-truncate">{one.name}</span>
      </button>
    </Step>
  );
  const menu = (levels: readonly TenantRef[], at: "wide" | "narrow"): ReactElement | null =>
    levels.length === 0 ? null : (
      <Step at={at}>
        <Menu>
          <MenuTrigger asChild>
            <IconButton
              size="sm"
              tooltip={false}
              label={t("tenants.breadcrumb.hidden", { count: levels.length })}
              icon={<Ellipsis aria-hidden />}
            />
          </MenuTrigger>
          <MenuContent>
            {levels.map((one) => (
              <MenuItem key={one.id} onSelect={() => go(one.id)}>
                {one.name}
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      </Step>
    );
  const parent = chain.at(-1);
  return (
    <nav
      aria-label={t("tenants.breadcrumb.label")}
      data-slot="tenant-breadcrumb"
      {...rest}
      ref={ref}
      className={cx("st-breadcrumb", className)}
      data-state={state}
    >
      {state === "loading" && <Skeleton width={180} />}
      {state !== "loading" && (
        <ol>
          {menu(chain.slice(0, -1), "narrow")}
          {first.map((one) => step(one, "wide"))}
          {menu(hidden, "wide")}
          {last.slice(0, -1).map((one) => step(one, "wide"))}
          {parent && step(parent)}
          {tenant.data && (
            <li className="st-crumb-here" aria-current="page">
              <span className="st-truncate">{tenant.data.name}</span>
            </li>
          )}
        </ol>
      )}
    </nav>
  );
});

function Step({ at, children }: { at?: "wide" | "narrow" | undefined; children: ReactNode }): ReactElement {
  return (
    <li data-at={at}>
      {children}
      <ChevronRight aria-hidden className="st-crumb-line" />
    </li>
  );
}
