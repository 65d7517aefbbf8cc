/** Every story runs in a `TenantProvider` on a mock control plane of its own, so that none sees what another wrote. */

import type { Decorator, Loader, StoryContext } from "@storybook/react-vite";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import type { Operation } from "../packages/core/src/index.ts";
import { TenantProvider, type TenantProviderProps } from "../packages/react/src/index.ts";
import { languages } from "../packages/react/src/testing/languages.ts";
import {
  createMockControlPlane,
  type Failures,
  type Latency,
  type MockControlPlane,
  type MockSession,
  mspIds,
  mspSeed,
  type Seed,
} from "../packages/sdk/src/msw/index.ts";

/** `parameters.stratum` of a story. */
export interface StratumParameters {
  /** Default: an MSP with four levels. */
  seed?: Seed;
  failures?: Failures;
  /** Replaces the toolbar's latency. */
  latency?: Latency;
  /** Replaces the toolbar's role. */
  session?: MockSession | null;
  /** Space around the story. Default `padded`. */
  page?: "padded" | "fullscreen";
  /** The active tenant. Default: the customer of the seed. */
  tenantId?: string | null;
  /** Operations that what stands around the component asks of the control plane. Default none. */
  frame?: readonly Operation[];
}

type Globals = StoryContext["globals"];

const roles: Record<string, MockSession> = {
  admin: { scopes: ["admin", "secrets:read"], actor_id: "ada@northwind.example" },
  reader: { scopes: ["read"], actor_id: "rea@northwind.example" },
};

/**
 * Puts the story's control plane into `loaded.mock`, where a `play` function finds it too, and the operations that it
 * was asked for into `loaded.asked`.
 */
export const mockLoader: Loader = ({ parameters, globals }) => {
  const options: StratumParameters = parameters.stratum ?? {};
  const asked = new Set<string>();
  const latency = options.latency ?? Number(globals.latency ?? 0);
  const mock = createMockControlPlane({
    seed: options.seed ?? mspSeed,
    latency: (operation) => {
      asked.add(operation);
      return typeof latency === "function" ? latency(operation) : latency;
    },
    failures: options.failures ?? {},
    session: options.session === undefined ? (roles[globals.role] ?? null) : options.session,
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return { mock, queries, asked };
};

/** How the toolbars ask for it: `dark more` is dark in high contrast. */
function lookOf({ theme, density, direction, locale }: Globals): Partial<TenantProviderProps> {
  const [scheme, contrast = "system"] = String(theme).split(" ");
  return {
    theme: scheme as TenantProviderProps["theme"],
    contrast: contrast as TenantProviderProps["contrast"],
    density,
    dir: direction === "locale" ? undefined : direction,
    locale,
    messages: languages[locale],
  };
}

export const withStratum: Decorator = (
  Story,
  { loaded, parameters, globals, viewMode, id },
): ReactElement => {
  const { mock, queries } = loaded as { mock?: MockControlPlane; queries?: QueryClient };
  const options: StratumParameters = parameters.stratum ?? {};
  if (!mock || !queries) return <div />;
  const page: ReactNode = (
    <div className="sb-page" data-layout={options.page ?? "padded"} data-view={viewMode}>
      <Story />
    </div>
  );
  return (
    <QueryClientProvider client={queries}>
      <TenantProvider
        key={id}
        client={mock.client}
        storageKey={null}
        defaultTenantId={options.tenantId === undefined ? mspIds.customer : options.tenantId}
        {...lookOf(globals)}
      >
        {page}
      </TenantProvider>
    </QueryClientProvider>
  );
};
