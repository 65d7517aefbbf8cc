import type { Consent, GrantConsentInput, StratumApi } from "@stratum-hq/core";
import type { QueryClient, QueryKey, UseMutationOptions } from "@tanstack/react-query";
import { type ConsentPages, consentKey, invalidateConsent } from "./consent.queries.ts";

/** A subject and a purpose: what a consent is known by within its tenant. */
export interface ConsentRef {
  subject_id: string;
  purpose: string;
}
/** The listings of consents as they were before a write. */
export type ConsentSnapshot = [QueryKey, ConsentPages<Consent> | undefined][];
/** Options of a consent write. */
export type ConsentMutationOptions<Input> = UseMutationOptions<
  Consent,
  Error,
  Input,
  ConsentSnapshot | undefined
>;

const isOf = (consent: Consent, ref: ConsentRef): boolean =>
  consent.subject_id === ref.subject_id && consent.purpose === ref.purpose;

/** Puts another state in a consent's place, in every listing of the tenant that shows it. */
function replace(
  queries: QueryClient,
  tenantId: string,
  ref: ConsentRef,
  next: (consent: Consent) => Consent,
): void {
  queries.setQueriesData<ConsentPages<Consent>>(
    { queryKey: [...consentKey(tenantId), "list"] },
    (pages) =>
      pages && {
        ...pages,
        pages: pages.pages.map((page) => ({
          ...page,
          data: page.data.map((consent) => (isOf(consent, ref) ? next(consent) : consent)),
        })),
      },
  );
}

/** Records that a subject consents. Not optimistic: when it holds from is the database's clock to say. */
export const grantConsentOptions = (
  client: Pick<StratumApi, "grantConsent">,
  tenantId: string,
): ConsentMutationOptions<GrantConsentInput> => ({
  mutationKey: consentKey(tenantId),
  mutationFn: (input) => client.grantConsent(tenantId, input),
  onSettled: (_result, _error, _input, _before, { client: queries }) =>
    void invalidateConsent(queries, tenantId),
});

/** Records that a subject withdraws. Shown at once, and taken back if it fails. */
export const revokeConsentOptions = (
  client: Pick<StratumApi, "revokeConsent">,
  tenantId: string,
): ConsentMutationOptions<ConsentRef> => ({
  mutationKey: consentKey(tenantId),
  mutationFn: ({ subject_id, purpose }) => client.revokeConsent(tenantId, purpose, { subject_id }),
  onMutate: async (ref, { client: queries }) => {
    const queryKey = [...consentKey(tenantId), "list"];
    await queries.cancelQueries({ queryKey });
    const before = queries.getQueriesData<ConsentPages<Consent>>({ queryKey });
    const withdrawn_at = new Date().toISOString();
    replace(queries, tenantId, ref, (consent) => ({ ...consent, status: "withdrawn", withdrawn_at }));
    return before;
  },
  onError: (_error, ref, before, { client: queries }) => {
    const rows = (before ?? []).flatMap(([, pages]) => pages?.pages.flatMap((page) => page.data) ?? []);
    const former = rows.find((consent) => isOf(consent, ref));
    if (former) replace(queries, tenantId, ref, () => former);
  },
  onSuccess: (consent, ref, _before, { client: queries }) => replace(queries, tenantId, ref, () => consent),
  onSettled: (_result, _error, _input, _before, { client: queries }) =>
    void invalidateConsent(queries, tenantId),
});
