"use client";
import { useCallback, useRef, useState } from "react";

/**
 * State that its owner may hold: with `value` it is the owner's, else it starts at `initial` and lives here.
 * `onChange` hears of every change in both cases.
 */
export function useControllable<T>(
  value: T | undefined,
  initial: T | (() => T),
  onChange?: ((value: T) => void) | undefined,
): [T, (next: T) => void] {
  const [own, setOwn] = useState(initial);
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  const set = useCallback((next: T) => {
    if (latest.current.value === undefined) setOwn(() => next);
    latest.current.onChange?.(next);
  }, []);
  return [value === undefined ? own : value, set];
}
