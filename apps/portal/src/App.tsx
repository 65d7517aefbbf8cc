import { TenantProvider } from "@stratum-hq/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactElement, useEffect } from "react";
import { go, usePlace } from "./history.ts";
import { FailedPage } from "./pages/FailedPage.tsx";
import { SignInPage } from "./pages/SignInPage.tsx";
import { parseRoute, tenantPath } from "./router.ts";
import { type Session, useSessionState, type Work } from "./session.ts";
import { Shell } from "./shell/Shell.tsx";
import { Starting } from "./shell/Starting.tsx";
import { type Look, useLook } from "./useLook.ts";

/** The portal: whatever the sign-in allows to show. */
export function App({ session }: { session: Session }): ReactElement {
  const state = useSessionState(session);
  const look = useLook();
  useEffect(() => void session.start(), [session]);
  if (state.status === "open") return <SignedIn session={session} work={state.work} look={look} />;
  return (
    <TenantProvider {...look}>
      {state.status === "starting" && <Starting />}
      {state.status === "closed" && <SignInPage session={session} ended={state.ended} kept={state.kept} />}
      {state.status === "failed" && <FailedPage session={session} error={state.error} />}
    </TenantProvider>
  );
}

function SignedIn({ session, work, look }: { session: Session; work: Work; look: Look }): ReactElement {
  const { client, queries } = work;
  const route = parseRoute(usePlace().path);
  const tab = route.page === "tenant" ? route.tab : "overview";
  return (
    <QueryClientProvider client={queries}>
      <TenantProvider
        client={client}
        live
        {...look}
        tenantId={route.page === "tenant" ? route.tenantId : null}
        onTenantChange={(id) => go(id === null ? "/" : tenantPath(id, tab))}
      >
        <Shell session={session} route={route} />
      </TenantProvider>
    </QueryClientProvider>
  );
}
