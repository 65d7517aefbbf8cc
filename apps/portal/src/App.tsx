import { TenantProvider } from "@stratum-hq/react";
import { createClient } from "@stratum-hq/sdk";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactElement, useEffect, useState } from "react";
import { go, usePlace } from "./history.ts";
import { FailedPage } from "./pages/FailedPage.tsx";
import { SignInPage } from "./pages/SignInPage.tsx";
import { parseRoute, tenantPath } from "./router.ts";
import { type Session, useSessionState } from "./session.ts";
import { Shell } from "./shell/Shell.tsx";
import { Starting } from "./shell/Starting.tsx";
import { type Look, useLook } from "./useLook.ts";

/** The portal: whatever the sign-in allows to show. */
export function App({ session }: { session: Session }): ReactElement {
  const state = useSessionState(session);
  const look = useLook();
  useEffect(() => void session.start(), [session]);
  if (state.status === "open") return <SignedIn session={session} look={look} />;
  return (
    <TenantProvider {...look}>
      {state.status === "starting" && <Starting />}
      {state.status === "closed" && <SignInPage session={session} ended={state.ended} />}
      {state.status === "failed" && <FailedPage session={session} error={state.error} />}
    </TenantProvider>
  );
}

/** Holds client and cache, so that nothing of them outlives the sign-in. */
function SignedIn({ session, look }: { session: Session; look: Look }): ReactElement {
  const [client] = useState(() => createClient({ getToken: session.getToken }));
  const [queries] = useState(
    // The client repeats what is worth repeating; what it reports is worth showing.
    () => new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } }),
  );
  const route = parseRoute(usePlace().path);
  const tab = route.page === "tenant" ? route.tab : "overview";
  return (
    <QueryClientProvider client={queries}>
      <TenantProvider
        client={client}
        {...look}
        tenantId={route.page === "tenant" ? route.tenantId : null}
        onTenantChange={(id) => go(id === null ? "/" : tenantPath(id, tab))}
      >
        <Shell session={session} route={route} />
      </TenantProvider>
    </QueryClientProvider>
  );
}
