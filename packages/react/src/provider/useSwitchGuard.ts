"use client";
import { useEffect, useRef, useState } from "react";
import { useStratum } from "./context.ts";
import type { SwitchGuard } from "./switching.ts";

/**
 * While `dirty`, asks before the tenant is left: `confirm` may answer later, and `false` stays. The browser asks for
 * itself before the page is closed or reloaded.
 */
export function useSwitchGuard(dirty: boolean, confirm: SwitchGuard): void {
  const { switching } = useStratum("useSwitchGuard");
  const latest = useRef(confirm);
  latest.current = confirm;
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    const release = switching.guard((change, signal) => latest.current(change, signal));
    return () => {
      window.removeEventListener("beforeunload", warn);
      release();
    };
  }, [dirty, switching]);
}

/** The question whether unsaved changes may be dropped. */
export interface DiscardQuestion {
  /** Somebody wants to leave, and waits for the answer. */
  open: boolean;
  /** Leaves. */
  discard: () => void;
  /** Stays. */
  keep: () => void;
}

/**
 * Holds back a switch while there are changes, and asks. For a dialog of your own; `SwitchGuard` draws one.
 * @param onDiscard told when the answer is to leave, before the tenant is left.
 */
export function useDiscardQuestion(changes: number, onDiscard?: (() => void) | undefined): DiscardQuestion {
  const [open, setOpen] = useState(false);
  const answer = useRef<(leave: boolean) => void>(() => {});
  const reply = (leave: boolean): void => {
    setOpen(false);
    if (leave) onDiscard?.();
    answer.current(leave);
  };
  useSwitchGuard(changes > 0, (_change, signal) => {
    // A question before this one will get no answer any more.
    answer.current(false);
    return new Promise<boolean>((resolve) => {
      answer.current = resolve;
      setOpen(true);
      signal.addEventListener("abort", () => {
        if (answer.current === resolve) setOpen(false);
        resolve(false);
      });
    });
  });
  useEffect(() => () => answer.current(false), []);
  return { open, discard: () => reply(true), keep: () => reply(false) };
}

/**
 * Asks all guards below whether the tenant may be left, for a router: `if (await mayLeave()) navigate(…)`. Resolves to
 * true where nothing is dirty.
 */
export function useMayLeave(): (to?: string | null) => Promise<boolean> {
  const { switching } = useStratum("useMayLeave");
  return (to = null) => switching.mayLeave(to);
}
