"use client";
import type { TenantHit } from "@stratum-hq/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useStratumClient } from "../provider/context.ts";
import { useControllable } from "../ui/useControllable.ts";
import { tenantOptions } from "./tenants.queries.ts";
import {
  type FoundTenants,
  type ListNavigation,
  type PickerOption,
  useListNavigation,
  useTenantPicker,
} from "./useTenantPicker.ts";

export interface TenantChoiceOptions {
  /** Id of the chosen tenant, if you hold it; null or the empty text for none. */
  value?: string | null | undefined;
  /** Id that is chosen at first. Default none. */
  defaultValue?: string | null | undefined;
  /** Told which tenant is chosen; null for none. */
  onChange?: ((tenantId: string | null) => void) | undefined;
  /** Only tenants below this one. */
  under?: string | undefined;
  /**
   * Says which tenants can be chosen: true, or the reason why not, as a sentence for the reader. The others are listed
   * with their reason, but cannot be taken. Default all.
   */
  canChoose?: ((tenant: TenantHit) => boolean | string) | undefined;
}

export interface TenantChoice {
  /** Id of the chosen tenant; null for none. */
  value: string | null;
  /** Its name; null while it loads, for none, and for one that the caller cannot see. */
  name: string | null;
  /** One is chosen, but the caller cannot see it, or it is no more. */
  unknown: boolean;
  /** What is typed; null while nobody types. */
  text: string | null;
  type: (text: string) => void;
  /** Ends the typing: an emptied field chooses none, anything else goes back to what was chosen. */
  leave: () => void;
  clear: () => void;
  open: boolean;
  setOpen: (open: boolean) => void;
  found: FoundTenants;
  options: readonly PickerOption<TenantHit>[];
  navigation: ListNavigation;
  pick: (option: PickerOption<TenantHit>) => void;
}

/** Choosing one tenant by a few letters of its name, slug or id: all of a form field but its looks. */
export function useTenantChoice(options: TenantChoiceOptions = {}): TenantChoice {
  const { under, canChoose } = options;
  const [held, setValue] = useControllable<string | null>(
    options.value,
    options.defaultValue ?? null,
    options.onChange,
  );
  const value = held || null;
  const [text, setText] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const found = useTenantPicker(text ?? "", under);
  const chosen = useQuery({
    ...tenantOptions(useStratumClient(), value ?? ""),
    enabled: value !== null,
  });
  const choices = useMemo(
    () =>
      found.hits.map((hit) => {
        const may = canChoose?.(hit) ?? true;
        return {
          id: hit.id,
          value: hit,
          disabled: may !== true,
          note: may === true ? undefined : may || undefined,
        };
      }),
    [found.hits, canChoose],
  );
  const end = (id: string | null): void => {
    setOpen(false);
    setText(null);
    if (id !== value) setValue(id);
  };
  const pick = ({ id }: PickerOption<TenantHit>): void => end(id);
  const navigation = useListNavigation(choices, pick);
  return {
    value,
    name: value === null ? null : (chosen.data?.name ?? null),
    unknown: value !== null && chosen.isError && !chosen.data,
    text,
    type: (next) => {
      setText(next);
      setOpen(true);
      navigation.setActive(0);
    },
    leave: () => end(text?.trim() === "" ? null : value),
    clear: () => end(null),
    open: open && found.state !== "idle",
    setOpen,
    found,
    options: choices,
    navigation,
    pick,
  };
}
