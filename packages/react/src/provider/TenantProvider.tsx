"use client";
import { createClient, type GetToken, type StratumClient } from "@stratum-hq/sdk";
import { QueryClient, QueryClientContext, QueryClientProvider } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { isRightToLeft, type MessageTable } from "../i18n/messages.ts";
import { LocaleContext } from "../i18n/useMessages.ts";
import { Root, type RootProps } from "../ui/Root.tsx";
import { type SignIn, SignInContext } from "../ui/sign-in.ts";
import { StratumContext } from "./context.ts";
import { refuseSecretKey } from "./refuse-secret-key.ts";
import { type TenantStateProps, useTenantState } from "./useTenantState.ts";

export interface TenantProviderProps extends RootProps, TenantStateProps {
  /** A client made with `createClient({ getToken })`. Or give `getToken`, or only `baseUrl` of a same-origin proxy. */
  client?: StratumClient | undefined;
  /** Gives a short-lived UI token; called again when one expires. */
  getToken?: GetToken | undefined;
  /** Address of the control plane. Default: the page's own origin. */
  baseUrl?: string | undefined;
  /**
   * First words of the keys under which components keep things in the browser, such as recent tenants. Default
   * `stratum`; null keeps nothing. Give each sign-in its own where several people share a browser.
   */
  storageKey?: string | null | undefined;
  /**
   * Lets the reader sign in again when the session has ended; a button that leads there stands beside what failed. When
   * it resolves, what failed is tried again, but for `false`. Default: no such button.
   */
  onSignIn?: SignIn | undefined;
  /**
   * Hears of changes made elsewhere, over one stream of events, and shows them within about a second; what is typed and
   * where the focus is stays. Default false.
   */
  live?: boolean | undefined;
  /** BCP 47 tag for numbers, times and plurals. Default `en`. */
  locale?: string | undefined;
  /** Words that replace the English ones, by key. */
  messages?: MessageTable | undefined;
  /** What stands inside. */
  children?: ReactNode;
}

const NO_MESSAGES: MessageTable = {};

/**
 * Carries the client, the active tenant, look and language for everything of the kit below it. Takes the application's
 * `QueryClient`; only where there is none it makes one.
 * @throws Error for a long-lived key (`sk_…`) outside development.
 */
export function TenantProvider(props: TenantProviderProps): ReactElement {
  const { client: given, getToken, baseUrl, storageKey = "stratum", ...state } = props;
  const { tenantId: _1, defaultTenantId: _2, onBeforeTenantChange: _3, onTenantChange: _4, ...more } = state;
  const {
    onPrefetch: _5,
    locale = "en",
    messages = NO_MESSAGES,
    onSignIn,
    live = false,
    children,
    ...look
  } = more;
  const client = useClient(given, getToken, baseUrl);
  const queries = useQueries();
  const { tenantId, switching } = useTenantState(state, client, queries);
  useLive(client, queries, live);
  const context = useMemo(
    () => ({ client, tenantId, switching, storageKey }),
    [client, tenantId, switching, storageKey],
  );
  const words = useMemo(() => ({ locale, messages }), [locale, messages]);
  return (
    <QueryClientProvider client={queries}>
      <StratumContext.Provider value={context}>
        <LocaleContext.Provider value={words}>
          <SignInContext.Provider value={onSignIn}>
            <Root lang={locale} {...look} dir={look.dir ?? (isRightToLeft(locale) ? "rtl" : "ltr")}>
              {children}
            </Root>
          </SignInContext.Provider>
        </LocaleContext.Provider>
      </StratumContext.Provider>
    </QueryClientProvider>
  );
}

function useClient(
  given: StratumClient | undefined,
  getToken: GetToken | undefined,
  baseUrl: string | undefined,
): StratumClient {
  // Read at each call, so that an inline `getToken` does not make a new client at each render.
  const token = useRef(getToken);
  token.current = getToken;
  const authorized = getToken !== undefined;
  return useMemo(() => {
    if (given) {
      refuseSecretKey(given);
      return given;
    }
    const take: GetToken = async (options) => {
      const text = (await token.current?.(options)) ?? "";
      refuseSecretKey(text);
      return text;
    };
    return createClient({
      ...(baseUrl !== undefined && { base_url: baseUrl }),
      ...(authorized && { getToken: take }),
    });
  }, [given, authorized, baseUrl]);
}

/** Listens as long as the provider is mounted. The listener is fetched when it is wanted. */
function useLive(client: StratumClient, queries: QueryClient, live: boolean): void {
  useEffect(() => {
    if (!live) return;
    const ending = new AbortController();
    void import("./listen.ts").then(({ listen }) => listen(client, queries, ending.signal));
    return () => ending.abort();
  }, [client, queries, live]);
}

/** The application's cache, or one of its own where there is none. */
function useQueries(): QueryClient {
  const outer = useContext(QueryClientContext);
  const [own] = useState(() => outer ?? new QueryClient());
  return outer ?? own;
}
