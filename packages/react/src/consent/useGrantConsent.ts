"use client";
import type { Consent, GrantConsentInput } from "@stratum-hq/core";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { type ConsentSnapshot, grantConsentOptions } from "./consent.mutations.ts";

/** Records that a subject consents to a purpose, or renews it while one is in force. */
export function useGrantConsent(
  tenantId?: string,
): UseMutationResult<Consent, Error, GrantConsentInput, ConsentSnapshot | undefined> {
  return useMutation(grantConsentOptions(useStratumClient(), useTenantId(tenantId)));
}
