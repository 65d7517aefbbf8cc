"use client";
import { createClient, type GetToken, type StratumClient } from "@stratum-hq/sdk";
import { QueryClient, QueryClientContext, QueryClientProvider } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import type { MessageTable } from "../i18n/messages.ts";
import { LocaleContext } from "../i18n/useMessages.ts";
import { Root, type RootProps } from "../ui/Root.tsx";
import { useControllable } from "../ui/useControllable.ts";
import { StratumContext } from "./context.ts";
import { refuseSecretKey } from "./refuse-secret-key.ts";

export interface TenantProviderProps extends RootProps {
  /** A client made with `createClient({ getToken })`. Or give `getToken`, or only `baseUrl` of a same-origin proxy. */
  client?: StratumClient | undefined;
  /** Gives a short-lived UI token; called again when one expires. */
  getToken?: GetToken | undefined;
  /** Address of the control plane. Default: the page's own origin. */
  baseUrl?: string | undefined;
  /** The active tenant, if you hold it, for example in the address. */
  tenantId?: string | null | undefined;
  /** The active tenant at first, if the provider holds it. Default null. */
  defaultTenantId?: string | null | undefined;
  onTenantChange?: ((tenantId: string | null) => void) | undefined;
  /** BCP 47 tag for numbers, times and plurals. Default `en`. */
  locale?: string | undefined;
  /** Words that replace the English ones, by key. */
  messages?: MessageTable | undefined;
  children?: ReactNode;
}

const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ks|ku-arab|ps|sd|ug|ur|yi)\b/i;
const NO_MESSAGES: MessageTable = {};

/**
 * Carries the client, the active tenant, look and language for everything of the kit below it. Takes the application's
 * `QueryClient`; only where there is none it makes one.
 * @throws Error for a long-lived key (`sk_…`) outside development.
 */
export function TenantProvider(props: TenantProviderProps): ReactElement {
  const { client: given, getToken, baseUrl, tenantId, defaultTenantId, onTenantChange, ...rest } = props;
  const { locale = "en", messages = NO_MESSAGES, children, ...look } = rest;
  const client = useClient(given, getToken, baseUrl);
  const [active, switchTenant] = useControllable<string | null>(
    tenantId,
    defaultTenantId ?? null,
    onTenantChange,
  );
  const context = useMemo(() => ({ client, tenantId: active, switchTenant }), [client, active, switchTenant]);
  const words = useMemo(() => ({ locale, messages }), [locale, messages]);
  return (
    <Queries>
      <StratumContext.Provider value={context}>
        <LocaleContext.Provider value={words}>
          <Root lang={locale} dir={RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr"} {...look}>
            {children}
          </Root>
        </LocaleContext.Provider>
      </StratumContext.Provider>
    </Queries>
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

function Queries({ children }: { children: ReactNode }): ReactElement {
  const outer = useContext(QueryClientContext);
  const [queries] = useState(() => outer ?? new QueryClient());
  return <QueryClientProvider client={outer ?? queries}>{children}</QueryClientProvider>;
}
