"use client";
import type { Session } from "@stratum-hq/core";
import { scopeSatisfies } from "@stratum-hq/core/client";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useStratumClient } from "../provider/index.ts";
import { sessionOptions } from "./access.queries.ts";

/** Who the caller is, how far it reaches and what it may do. */
export const useSession = (): UseQueryResult<Session> => useQuery(sessionOptions(useStratumClient()));

/** Does the session hold a scope, or one that covers it? Undefined while that is not known. */
export function useScope(scope: "read" | "write" | "admin" | "secrets:read"): boolean | undefined {
  const { data } = useSession();
  return data && scopeSatisfies(data.scopes, scope);
}
