"use client";
import type { TenantHit } from "@stratum-hq/core";
import { LoaderCircle } from "lucide-react";
import * as Radix from "radix-ui/popover";
import type { ReactElement, RefObject } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "../ui/Button.tsx";
import { usePortal } from "../ui/portal.ts";
import { ErrorState } from "../ui/States.tsx";
import { TenantOptions } from "./TenantOptions.tsx";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import type { FoundTenants, ListNavigation, PickerOption } from "./useTenantPicker.ts";

export interface TenantHitsPanelProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  found: FoundTenants;
  options: readonly PickerOption<TenantHit>[];
  navigation: ListNavigation;
  onPick: (option: PickerOption<TenantHit>) => void;
  /** Id of the tenant that is chosen already. */
  chosenId?: string | undefined;
  /** The field that the hits hang from: a press on what surrounds it closes nothing. */
  field: RefObject<HTMLInputElement | null>;
}

/** The heavy half of the hits: what floats below the field. */
export function TenantHitsPanel(props: TenantHitsPanelProps): ReactElement {
  const { open, onOpenChange, found, options, navigation, onPick, chosenId, field } = props;
  const t = useMessages(tenantsFinderMessages);
  const { state } = found;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Anchor virtualRef={field as RefObject<HTMLInputElement>} />
      <Radix.Portal container={usePortal()}>
        <Radix.Content
          className="st-popover st-search-results"
          data-slot="tenant-search-results"
          aria-label={t("tenants.search.results")}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => {
            // The field's own: closed here first, the field would take it for one more, and be emptied.
            if (document.activeElement === field.current) event.preventDefault();
          }}
          // The field keeps the focus, and with it what is typed, whatever is pressed here.
          onPointerDown={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            if (field.current?.parentElement?.contains(event.target as Node)) event.preventDefault();
          }}
        >
          {state === "ready" && (
            <TenantOptions
              label={t("tenants.search.results")}
              options={options}
              navigation={navigation}
              text={(hit) => ({ name: hit.name, chain: hit.chain })}
              onPick={onPick}
              chosenId={chosenId}
            />
          )}
          {state === "ready" && found.hasMore && (
            <Button size="sm" variant="ghost" onClick={found.loadMore}>
              {t("tenants.search.more")}
            </Button>
          )}
          {state === "error" && (
            <ErrorState
              className="st-switcher-failed"
              title={t("tenants.search.failed")}
              error={found.error}
              onRetry={() => {
                field.current?.focus();
                found.retry();
              }}
            />
          )}
          {(state === "loading" || state === "empty") && (
            <p className="st-options-note">
              {state === "loading" && <LoaderCircle aria-hidden className="st-spinner" />}
              {state === "loading"
                ? t("tenants.search.loading")
                : t("tenants.search.nothing", { query: found.query })}
            </p>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
