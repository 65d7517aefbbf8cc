"use client";
import { type ReactElement, type ReactNode, useId } from "react";

export interface ChoiceListProps<V extends string> {
  /** The question. */
  label: ReactNode;
  /** The choice that is on. */
  value: V;
  /** Told which choice is made. */
  onValueChange: (value: V) => void;
  /** Each choice is a sentence; the hint tells its consequence. */
  options: readonly { value: V; label: string; hint?: string | undefined }[];
}

/** One of a few sentences, all of them in sight. */
export function ChoiceList<V extends string>({
  label,
  value,
  onValueChange,
  options,
}: ChoiceListProps<V>): ReactElement {
  const name = useId();
  return (
    <fieldset className="st-choices" data-slot="choice-list">
      <legend className="st-field-label">{label}</legend>
      {options.map((option) => {
        const id = `${name}-${option.value}`;
        return (
          <div
            key={option.value}
            className="st-choice"
            data-state={option.value === value ? "checked" : "unchecked"}
          >
            <input
              type="radio"
              id={id}
              name={name}
              checked={option.value === value}
              onChange={() => onValueChange(option.value)}
              aria-describedby={option.hint ? `${id}-hint` : undefined}
            />
            <div className="st-check-text">
              <label htmlFor={id}>{option.label}</label>
              {option.hint && <small id={`${id}-hint`}>{option.hint}</small>}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
