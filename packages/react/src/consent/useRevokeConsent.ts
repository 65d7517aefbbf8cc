"use client";
import type { Consent } from "@stratum-hq/core";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type ConsentRef, type ConsentSnapshot, revokeConsentOptions } from "./consent.mutations.ts";

/** Records that a subject withdraws a consent; shown at once and taken back if it fails. */
export function useRevokeConsent(
  tenantId?: string,
): UseMutationResult<Consent, Error, ConsentRef, ConsentSnapshot | undefined> {
  return useMutation(revokeConsentOptions(useStratumClient(), useTenantId(tenantId)));
}
