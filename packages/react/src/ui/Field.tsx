"use client";
import { CircleAlert } from "lucide-react";
import {
  type Context,
  createContext,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  useContext,
  useId,
  useMemo,
} from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { cx, type Part } from "./part.ts";
import { uiMessages } from "./ui.messages.ts";

interface FieldIds {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
}
const FieldContext: Context<FieldIds | null> = createContext<FieldIds | null>(null);

/** The ids that tie a control to the label, hint and error of the field around it; empty without one. */
export const useFieldControl = (): Partial<FieldIds> => useContext(FieldContext) ?? {};

export interface FieldProps extends HTMLAttributes<HTMLDivElement> {
  /** Names the control inside. */
  label: ReactNode;
  /** What to write, before anything goes wrong. */
  hint?: ReactNode;
  /** What is wrong and what would be right. Replaces the hint. */
  error?: ReactNode;
  /** Default false. */
  required?: boolean | undefined;
  /** Writes “optional” behind the label. Default false. */
  optional?: boolean | undefined;
  /** Keeps the label for screen readers only. Default false. */
  hideLabel?: boolean | undefined;
}

/** A label, one control and a line about it. The control takes its id and descriptions from here. */
export const Field: Part<FieldProps, HTMLDivElement> = forwardRef<HTMLDivElement, FieldProps>(function Field(
  { label, hint, error, required, optional, hideLabel, className, children, ...rest },
  ref,
) {
  const t = useMessages(uiMessages);
  const id = useId();
  const described = error || hint ? `${id}-text` : undefined;
  const ids = useMemo<FieldIds>(
    () => ({
      id,
      "aria-describedby": described,
      "aria-invalid": error ? true : undefined,
      "aria-required": required || undefined,
    }),
    [id, described, error, required],
  );
  return (
    <div
      data-slot="field"
      {...rest}
      ref={ref}
      className={cx("st-field", className)}
      data-state={error ? "invalid" : "valid"}
    >
      <label htmlFor={id} className={hideLabel ? "st-sr-only" : "st-field-label"} data-slot="field-label">
        {label}
        {optional && <span className="st-field-optional">{t("ui.optional")}</span>}
      </label>
      <FieldContext.Provider value={ids}>{children}</FieldContext.Provider>
      {error ? (
        <div id={described} className="st-field-error" data-slot="field-error" role="alert">
          <CircleAlert aria-hidden />
          <span>{error}</span>
        </div>
      ) : (
        hint && (
          <div id={described} className="st-field-hint" data-slot="field-hint">
            {hint}
          </div>
        )
      )}
    </div>
  );
});
