import { countConfigDrafts, sessionOptions } from "@stratum-hq/react";
import {
  createClient,
  type GetToken,
  NetworkError,
  reviveError,
  type StratumClient,
  UnauthorizedError,
} from "@stratum-hq/sdk";
import { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

/** A token is renewed when so little of its life is left, in milliseconds. */
const MARGIN_MS = 30_000;

/** What one person works with: a client and a cache, and with them whatever was loaded and drafted. */
export interface Work {
  client: StratumClient;
  queries: QueryClient;
}

/** Where the sign-in stands. */
export type SessionState =
  | { status: "starting" }
  /** Tokens are to be had. */
  | { status: "open"; work: Work }
  /** Nobody is signed in. `ended`: somebody was. `kept`: there are changes to go on with, for the same person. */
  | { status: "closed"; ended: boolean; kept: boolean }
  /** No token, for another reason than a missing sign-in. */
  | { status: "failed"; error: unknown };

/** The sign-in of this page. Holds a short-lived token in memory and nothing else; the key stays with the server. */
export interface Session {
  /** The tenant whose view is borrowed, in development; null for one's own. */
  persona: string | null;
  getState: () => SessionState;
  /** Calls back at every change of the state. Returns the way to stop it. */
  subscribe: (listener: () => void) => () => void;
  /** Asks for the first token, and so finds out whether somebody is signed in. */
  start: () => Promise<void>;
  /** Hands the key to the server, which keeps it in a cookie that scripts cannot read. @throws UnauthorizedError */
  signIn: (apiKey: string) => Promise<void>;
  signOut: () => Promise<void>;
}

/** Makes the session of a page. Nothing is asked of the server before `start`. */
export function createSession({ persona }: { persona: string | null }): Session {
  let state: SessionState = { status: "starting" };
  let token: { text: string; until: number } | null = null;
  // Outlives a session that ended by itself, for the one whose it is; anybody else starts anew.
  let work: Work | null = null;
  const listeners = new Set<() => void>();
  const set = (next: SessionState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const close = (ended: boolean): void => {
    token = null;
    if (!ended) work = null;
    set({ status: "closed", ended, kept: work !== null && countConfigDrafts(work.client) > 0 });
  };

  const getToken: GetToken = async ({ force }) => {
    if (!force && token && Date.now() < token.until - MARGIN_MS) return token.text;
    try {
      const answer = await send("POST", "/portal/token", persona ? { as: persona } : {});
      const { token: text, expires_at } = answer as { token: string; expires_at: string };
      token = { text, until: Date.parse(expires_at) };
      return text;
    } catch (error) {
      if (error instanceof UnauthorizedError)
        close(state.status === "open" || (state.status === "closed" && state.ended));
      throw error;
    }
  };
  const begun = async (): Promise<void> => {
    set({ status: "starting" });
    try {
      await getToken({ force: true });
      if (!work || !(await isOf(work))) work = begin(getToken);
      set({ status: "open", work });
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) set({ status: "failed", error });
    }
  };
  let starting: Promise<void> | undefined;
  // Asked twice at once, as React does in development, it is one start: a second work would take the first one's place
  // under what stands on the page already.
  const start = (): Promise<void> => {
    starting ??= begun().finally(() => {
      starting = undefined;
    });
    return starting;
  };
  return {
    persona,
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    signIn: async (apiKey) => {
      await send("POST", "/portal/session", { api_key: apiKey });
      await start();
    },
    signOut: async () => {
      await send("DELETE", "/portal/session");
      close(false);
    },
  };
}

function begin(getToken: GetToken): Work {
  return {
    client: createClient({ getToken }),
    // The client repeats what is worth repeating; what it reports is worth showing.
    queries: new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } }),
  };
}

/** Is whoever signed in now the one that the work is of, and with the same reach? */
async function isOf({ client, queries }: Work): Promise<boolean> {
  const { queryKey } = sessionOptions(client);
  const before = queries.getQueryData(queryKey);
  const now = await client.getSession();
  queries.setQueryData(queryKey, now);
  return before?.actor_id === now.actor_id && before.tenant_id === now.tenant_id;
}

/** The state of a session, kept current. */
export const useSessionState = (session: Session): SessionState =>
  useSyncExternalStore(session.subscribe, session.getState);

async function send(method: "POST" | "DELETE", path: string, body?: object): Promise<unknown> {
  const init = body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, { method, ...init }).catch((cause: unknown) => {
    throw Object.assign(new NetworkError("The server could not be reached. Is it running?"), { cause });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw reviveError({ status: response.status, ...(answer as object | undefined) });
  return answer;
}
