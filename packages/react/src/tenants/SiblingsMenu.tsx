"use client";
import { Check, ChevronRight, ChevronsUpDown, LoaderCircle } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/Menu.tsx";
import { useErrorText } from "../ui/useErrorText.ts";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import { type BreadcrumbStep, useTenantSiblings } from "./useTenantBreadcrumb.ts";

export interface SiblingsMenuProps {
  /** The step whose siblings are offered. */
  step: BreadcrumbStep;
  /** Goes to a tenant. */
  onSelect: (tenantId: string) => void;
}

/** The chevron before a step: opens what stands beside it, loaded by pages and only then. Nothing leads to the first. */
export function SiblingsMenu({ step, onSelect }: SiblingsMenuProps): ReactElement {
  const t = useMessages(tenantsFinderMessages);
  const errorText = useErrorText();
  const [open, setOpen] = useState(false);
  const siblings = useTenantSiblings(step.parentId, open);
  return (
    <Menu open={open} onOpenChange={setOpen}>
      <MenuTrigger asChild>
        <IconButton
          size="sm"
          tooltip={false}
          className="st-crumb-siblings"
          label={t("tenants.breadcrumb.siblings", { name: step.name })}
          icon={
            step.parentId === null ? (
              <ChevronsUpDown aria-hidden className="st-crumb-tops" />
            ) : (
              <ChevronRight aria-hidden className="st-crumb-line" />
            )
          }
        />
      </MenuTrigger>
      <MenuContent className="st-crumb-menu">
        {siblings.list.map((one) => (
          <MenuItem
            key={one.id}
            role="menuitemradio"
            aria-checked={one.id === step.id}
            data-chosen={one.id === step.id || undefined}
            onSelect={() => onSelect(one.id)}
          >
            <span className="st-truncate">{one.name}</span>
            {one.id === step.id && <Check aria-hidden className="st-option-check" />}
          </MenuItem>
        ))}
        {siblings.state === "loading" && (
          <MenuItem disabled icon={<LoaderCircle aria-hidden className="st-spinner" />}>
            {t("tenants.tree.loading")}
          </MenuItem>
        )}
        {siblings.state === "error" && (
          <MenuItem
            hint={t("tenants.tree.error", { reason: errorText(siblings.error) })}
            onSelect={(event) => {
              event.preventDefault();
              siblings.retry();
            }}
          >
            {t("tenants.tree.retry")}
          </MenuItem>
        )}
        {siblings.hasMore && (
          <MenuItem
            disabled={siblings.loadingMore}
            onSelect={(event) => {
              // The menu stays: the next page goes on where this one ends.
              event.preventDefault();
              siblings.loadMore();
            }}
          >
            {siblings.loadingMore ? t("tenants.tree.loadingMore") : t("tenants.tree.more")}
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  );
}
