"use client";
import type { TenantRef } from "@stratum-hq/core";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { TenantPath } from "./TenantPath.tsx";
import type { ListNavigation, PickerOption } from "./useTenantPicker.ts";

/** How a tenant reads in a list: its name, and the way to it. */
export interface TenantOptionText {
  name: ReactNode;
  /** Ancestors' names, root first. */
  chain?: readonly TenantRef[] | undefined;
}

export interface TenantOptionsProps<T> {
  label: string;
  options: readonly PickerOption<T>[];
  navigation: ListNavigation;
  text: (value: T) => TenantOptionText;
  onPick: (option: PickerOption<T>) => void;
  /** Id of the option that is chosen already. */
  chosenId?: string | undefined;
}

/** The list of a combobox over tenants. The field has the focus; the active line is told by `aria-activedescendant`. */
export function TenantOptions<T>(props: TenantOptionsProps<T>): ReactElement {
  const { label, options, navigation, text, onPick, chosenId } = props;
  return (
    <div
      role="listbox"
      id={navigation.listId}
      aria-label={label}
      className="st-options"
      data-slot="tenant-options"
    >
      {options.map((option, index) => {
        const { note } = option;
        const { name, chain = [] } = text(option.value);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field, which has the focus
          <div
            key={option.id}
            id={navigation.optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={option.id === chosenId}
            aria-disabled={option.disabled || undefined}
            data-active={index === navigation.active || undefined}
            className="st-option"
            data-slot="tenant-option"
            onPointerMove={() => navigation.setActive(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => !option.disabled && onPick(option)}
          >
            <span className="st-option-text">
              <span className="st-truncate" title={typeof name === "string" ? name : undefined}>
                {name}
              </span>
              {note !== undefined && <small>{note}</small>}
              {note === undefined && chain.length > 0 && <TenantPath names={chain.map((one) => one.name)} />}
            </span>
            {option.id === chosenId && <Check aria-hidden className="st-option-check" />}
          </div>
        );
      })}
    </div>
  );
}
