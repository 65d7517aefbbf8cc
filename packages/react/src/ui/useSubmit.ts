"use client";
import { VersionConflictError } from "@stratum-hq/core/client";
import { useState } from "react";

/** A form on its way to the server. */
export interface Submission {
  busy: boolean;
  /** Why the last try failed; null before one, and while the next runs. */
  error: unknown;
  submit: () => Promise<void>;
}

/**
 * Sends a form, once at a time.
 * @param send what to do; its rejection is kept in `error`.
 * @param ready whether it may be sent; otherwise `submit` does nothing. Default true.
 * @param onStale told when somebody else has changed it first, for what stands behind the form to show it as well.
 */
export function useSubmit(send: () => unknown, ready = true, onStale?: () => unknown): Submission {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    setError(null);
    try {
      await send();
    } catch (reason) {
      setError(reason);
      if (reason instanceof VersionConflictError) onStale?.();
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, submit };
}
