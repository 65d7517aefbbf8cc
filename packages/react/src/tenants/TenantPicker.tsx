"use client";
import { Building2, X } from "lucide-react";
import {
  forwardRef,
  type InputHTMLAttributes,
  type ReactNode,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Field, useFieldControl } from "../ui/Field.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import type { Part } from "../ui/part.ts";
import { useAnnounce } from "../ui/useAnnounce.tsx";
import { preloadHits, TenantHits } from "./TenantHits.tsx";
import { tenantsFinderMessages } from "./tenants.finder.messages.ts";
import { type TenantChoiceOptions, useTenantChoice } from "./useTenantChoice.ts";

type InputProps = Omit<
  InputHTMLAttributes<HTMLInputElement>,
  "value" | "defaultValue" | "onChange" | "children"
>;
export interface TenantPickerProps extends TenantChoiceOptions, InputProps {
  /** Names the field. */
  label: ReactNode;
  /** Helps to fill it in; one line below it. */
  hint?: ReactNode;
  /** What is wrong, and what would be right. */
  error?: ReactNode;
  /** Default “Search by name, slug or id”. */
  placeholder?: string | undefined;
}

/**
 * A form field for one tenant. Takes what `Controller` of react-hook-form gives: `value`, `onChange`, `onBlur`, `name`,
 * `ref` and `disabled`. In a plain form it submits the id under its `name`.
 */
export const TenantPicker: Part<TenantPickerProps, HTMLInputElement> = forwardRef<
  HTMLInputElement,
  TenantPickerProps
>(function TenantPicker({ label, hint, error, required, ...control }, ref) {
  return (
    <Field label={label} hint={hint} error={error} required={required} data-slot="tenant-picker">
      <Control {...control} ref={ref} />
    </Field>
  );
});

type ControlProps = Omit<TenantPickerProps, "label" | "hint" | "error" | "required">;
const Control = forwardRef<HTMLInputElement, ControlProps>(function Control(props, ref) {
  const { value, defaultValue, onChange, under, canChoose, name, disabled, ...rest } = props;
  const t = useMessages(tenantsFinderMessages);
  const announce = useAnnounce();
  const field = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => field.current as HTMLInputElement);
  const choice = useTenantChoice({ value, defaultValue, onChange, under, canChoose });
  const { open, found, navigation } = choice;
  const listed = open && found.state === "ready";
  const count = found.hits.length;
  useEffect(() => {
    if (listed) announce(t("tenants.search.count", { count }), { silent: true });
  }, [listed, count, announce, t]);
  return (
    <>
      <span
        className="st-search st-picker"
        data-state={choice.value === null ? "empty" : choice.unknown ? "unknown" : "chosen"}
      >
        <Building2 aria-hidden />
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          placeholder={t("tenants.picker.placeholder")}
          {...useFieldControl()}
          {...rest}
          ref={field}
          disabled={disabled}
          className="st-input"
          role="combobox"
          aria-expanded={listed}
          aria-controls={listed ? navigation.listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={listed ? navigation.optionId(navigation.active) : undefined}
          value={choice.text ?? choice.name ?? (choice.unknown ? t("tenants.picker.unknown") : "")}
          onChange={(event) => choice.type(event.target.value)}
          onFocus={(event) => {
            rest.onFocus?.(event);
            preloadHits();
            event.target.select();
          }}
          onBlur={(event) => {
            // From the field into what hangs from it nothing is left.
            const into = event.relatedTarget;
            if (!(into instanceof Element && into.closest("[data-slot=tenant-search-results]")))
              choice.leave();
            rest.onBlur?.(event);
          }}
          onKeyDown={(event) => {
            rest.onKeyDown?.(event);
            if (event.key !== "Escape" || choice.text === null) return navigation.onKeyDown(event);
            event.stopPropagation();
            choice.leave();
          }}
        />
        {name !== undefined && (
          <input type="hidden" name={name} value={choice.value ?? ""} disabled={disabled} />
        )}
        {choice.value !== null && !disabled && (
          <IconButton
            label={t("tenants.picker.clear")}
            tooltip={false}
            size="sm"
            icon={<X aria-hidden />}
            onClick={() => {
              choice.clear();
              field.current?.focus();
            }}
          />
        )}
      </span>
      <TenantHits
        open={open}
        onOpenChange={choice.setOpen}
        found={found}
        options={choice.options}
        navigation={navigation}
        onPick={choice.pick}
        chosenId={choice.value ?? undefined}
        field={field}
      />
    </>
  );
});
