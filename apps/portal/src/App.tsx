import { TenantProvider } from "@stratum-hq/react";
import { createClient } from "@stratum-hq/sdk";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactElement, useEffect, useState } from "react";
import { FailedPage } from "./pages/FailedPage.tsx";
import { SignInPage } from "./pages/SignInPage.tsx";
import { navigate, parseRoute, tenantPath, usePath } from "./router.ts";
import { type Session, useSessionState } from "./session.ts";
import { Shell } from "./shell/Shell.tsx";
import { Starting } from "./shell/Starting.tsx";
import { type Theme, useTheme } from "./theme.ts";
import { NARROW, useMediaQuery } from "./useMediaQuery.ts";

/** The portal: whatever the sign-in allows to show. */
export function App({ session }: { session: Session }): ReactElement {
  const state = useSessionState(session);
  const [theme, setTheme] = useTheme();
  useEffect(() => void session.start(), [session]);
  if (state.status === "open") return <SignedIn session={session} theme={theme} onThemeChange={setTheme} />;
  return (
    <TenantProvider theme={theme}>
      {state.status === "starting" && <Starting />}
      {state.status === "closed" && <SignInPage session={session} ended={state.ended} />}
      {state.status === "failed" && <FailedPage session={session} error={state.error} />}
    </TenantProvider>
  );
}

interface SignedInProps {
  session: Session;
  theme: Theme;
  onThemeChange: (theme: Theme) => void;
}

/** Holds client and cache, so that nothing of them outlives the sign-in. */
function SignedIn({ session, theme, onThemeChange }: SignedInProps): ReactElement {
  const [client] = useState(() => createClient({ getToken: session.getToken }));
  const [queries] = useState(
    // The client repeats what is worth repeating; what it reports is worth showing.
    () => new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } }),
  );
  // where fingers may be at work, what they aim at is larger
  const narrow = useMediaQuery(NARROW);
  const route = parseRoute(usePath());
  const tab = route.page === "tenant" ? route.tab : "overview";
  return (
    <QueryClientProvider client={queries}>
      <TenantProvider
        client={client}
        theme={theme}
        density={narrow ? "comfortable" : "compact"}
        tenantId={route.page === "tenant" ? route.tenantId : null}
        onTenantChange={(id) => navigate(id === null ? "/" : tenantPath(id, tab))}
      >
        <Shell session={session} route={route} theme={theme} onThemeChange={onThemeChange} />
      </TenantProvider>
    </QueryClientProvider>
  );
}
