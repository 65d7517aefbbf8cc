"use client";
import { ChevronRight, Ellipsis } from "lucide-react";
import { forwardRef, type HTMLAttributes, type ReactElement } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { useSwitchTenant } from "../provider/useSwitchTenant.ts";
import { Button } from "../ui/Button.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/Menu.tsx";
import { cx, type Part } from "../ui/part.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { Tooltip } from "../ui/Tooltip.tsx";
import { useErrorText } from "../ui/useErrorText.ts";
import { SiblingsMenu } from "./SiblingsMenu.tsx";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import {
  type BreadcrumbStep,
  type TenantBreadcrumbOptions,
  useTenantBreadcrumb,
} from "./useTenantBreadcrumb.ts";

export interface TenantBreadcrumbProps
  extends TenantBreadcrumbOptions,
    Omit<HTMLAttributes<HTMLElement>, "onSelect"> {
  /** Goes to a tenant. Default: makes it the active one. */
  onSelect?: ((tenantId: string) => void) | undefined;
}

/** The way from the top of the caller's view to a tenant; each step leads to what stands beside it, too. */
export const TenantBreadcrumb: Part<TenantBreadcrumbProps, HTMLElement> = forwardRef<
  HTMLElement,
  TenantBreadcrumbProps
>(function TenantBreadcrumb({ tenantId, onSelect, maxSteps, className, ...rest }, ref) {
  const t = useMessages(tenantsFinderMessages);
  const switchTenant = useSwitchTenant();
  const errorText = useErrorText();
  const path = useTenantBreadcrumb({ tenantId, maxSteps });
  const { state, above, first, hidden, last, here } = path;
  const go = (id: string): void => void (onSelect ?? switchTenant)(id);
  const beside = (step: BreadcrumbStep): ReactElement => <SiblingsMenu step={step} onSelect={go} />;
  const crumb = (step: BreadcrumbStep, at?: "wide"): ReactElement => (
    <li key={step.id} data-at={at}>
      {beside(step)}
      <Tooltip content={step.name} side="bottom" onlyIfCut>
        <button type="button" className="st-crumb" onClick={() => go(step.id)}>
          <span className="st-truncate">{step.name}</span>
        </button>
      </Tooltip>
    </li>
  );
  const folded = (steps: readonly BreadcrumbStep[], at: "wide" | "narrow"): ReactElement | null =>
    steps.length === 0 ? null : (
      <li data-at={at}>
        {at === "wide" && <ChevronRight aria-hidden className="st-crumb-line" />}
        <Menu>
          <MenuTrigger asChild>
            <IconButton
              size="sm"
              tooltip={false}
              label={t("tenants.breadcrumb.hidden", { count: steps.length })}
              icon={<Ellipsis aria-hidden />}
            />
          </MenuTrigger>
          <MenuContent>
            {steps.map((one) => (
              <MenuItem key={one.id} onSelect={() => go(one.id)}>
                {one.name}
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      </li>
    );
  const parent = last.at(-1);
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
      {state === "error" && (
        <span className="st-crumb-failed" role="alert">
          <span className="st-truncate" title={errorText(path.error)}>
            {t("tenants.breadcrumb.error")}
          </span>
          <Button size="sm" onClick={path.retry}>
            {t("tenants.tree.retry")}
          </Button>
        </span>
      )}
      {here && state === "ready" && (
        <ol>
          {folded(above.slice(0, -1), "narrow")}
          {first.map((one) => crumb(one, "wide"))}
          {folded(hidden, "wide")}
          {last.slice(0, -1).map((one) => crumb(one, "wide"))}
          {parent && crumb(parent)}
          <li className="st-crumb-here" aria-current="page">
            {beside(here)}
            <Tooltip content={here.name} side="bottom" onlyIfCut>
              <span className="st-truncate">{here.name}</span>
            </Tooltip>
          </li>
        </ol>
      )}
    </nav>
  );
});
