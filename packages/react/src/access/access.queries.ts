import type { Session, StratumApi } from "@stratum-hq/core";
import { type DataTag, queryOptions, type UnusedSkipTokenOptions } from "@tanstack/react-query";
import { type FOREST, forestKey } from "../provider/keys.ts";

/** Key of the session query. It belongs to the caller, not to a tenant. */
export type SessionQueryKey = readonly [typeof FOREST, "access", "session"];
/** Options of the session query. */
export type SessionQueryOptions = UnusedSkipTokenOptions<Session, Error, Session, SessionQueryKey> & {
  queryKey: DataTag<SessionQueryKey, Session, Error>;
};

/** Query of who the caller is, how far it reaches and what it may do. */
export const sessionOptions = (client: Pick<StratumApi, "getSession">): SessionQueryOptions =>
  queryOptions({
    queryKey: forestKey("access", "session"),
    queryFn: ({ signal }) => client.getSession({ signal }),
    // reach and scopes are part of the sign-in
    staleTime: Number.POSITIVE_INFINITY,
  });
