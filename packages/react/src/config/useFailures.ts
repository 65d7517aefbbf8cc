"use client";
import { useState } from "react";

/** A change that was taken back, and why. It stays beside its row until it is dismissed. */
export interface Failure<Change extends { key: string }> {
  tenant_id: string;
  change: Change;
  error: unknown;
}

export interface Failures<Change extends { key: string }> {
  of: (key: string) => Failure<Change> | undefined;
  /** Forgets the failure of a key. */
  dismiss: (key: string) => void;
  /** Runs a change; if it rejects, keeps why and resolves to false. */
  attempt: (change: Change, run: () => Promise<boolean>) => Promise<boolean>;
}

/** Failed changes by key. One that fails after the reader has gone to another tenant is not shown there. */
export function useFailures<Change extends { key: string }>(tenantId: string): Failures<Change> {
  const [failures, setFailures] = useState<readonly Failure<Change>[]>([]);
  const isOf = (failure: Failure<Change>, key: string): boolean =>
    failure.tenant_id === tenantId && failure.change.key === key;
  const dismiss = (key: string): void => setFailures((all) => all.filter((one) => !isOf(one, key)));
  return {
    of: (key) => failures.find((one) => isOf(one, key)),
    dismiss,
    attempt: async (change, run) => {
      dismiss(change.key);
      try {
        return await run();
      } catch (error) {
        setFailures((all) => [...all, { tenant_id: tenantId, change, error }]);
        return false;
      }
    },
  };
}
