"use client";
import type { Json } from "@stratum-hq/core";
import { useEffect, useState } from "react";
import { useRevealConfig } from "./useConfigHistory.ts";

/** How long a revealed secret is shown, in seconds. */
export const REVEAL_SECONDS = 30;

export interface SecretReveal {
  reason: string;
  setReason: (reason: string) => void;
  /** The secret while it is shown; undefined before and after. */
  value: Json | undefined;
  /** Seconds until it is hidden again; 0 once it is. */
  left: number;
  /** True after it has been shown and hidden again. */
  over: boolean;
  busy: boolean;
  error: Error | null;
  reveal: () => void;
}

/** Shows a secret for half a minute, for a reason that is audited. */
export function useSecretReveal(key: string, tenantId?: string): SecretReveal {
  const { data, mutate, reset, isPending, error } = useRevealConfig(tenantId);
  const [reason, setReason] = useState("");
  const [left, setLeft] = useState(0);
  const [over, setOver] = useState(false);
  const shown = data !== undefined;
  useEffect(() => {
    if (!shown) return;
    const ends = Date.now() + REVEAL_SECONDS * 1000;
    setLeft(REVEAL_SECONDS);
    const timer = setInterval(() => {
      const seconds = Math.ceil((ends - Date.now()) / 1000);
      setLeft(Math.max(0, seconds));
      if (seconds > 0) return;
      setOver(true);
      reset();
    }, 1000);
    return () => clearInterval(timer);
  }, [shown, reset]);
  return {
    reason,
    setReason,
    value: data?.value,
    left,
    over,
    busy: isPending,
    error,
    reveal: () => {
      if (reason.trim() && !isPending) mutate({ key, reason: reason.trim() });
    },
  };
}
