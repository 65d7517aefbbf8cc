/** Reads from the API who says what of a key: the chain by one explanation, those below by pages. */
import type { ExplainedConfig, ExplainedPermission, StratumApi, Tenant } from "@stratum-hq/core";
import type { InheritanceKind, InheritancePlace, Own, OwnValue, ReachingValue } from "./inheritance.ts";

/** The methods of the client that a drawing calls. */
export type InheritanceClient = Pick<
  StratumApi,
  "explainConfig" | "explainPermission" | "listDescendants" | "listDrift" | "simulatePermissions"
>;
type OwnById = readonly (readonly [tenantId: string, own: Own])[];

/** What the chain of a tenant says, root first. */
export interface InheritanceChain {
  places: readonly InheritancePlace[];
  own: OwnById;
  /** The default that counts where nobody says anything; null for none. */
  base: ReachingValue | null;
  /** True if any value is in force at the tenant. */
  reached: boolean;
}
/** A page of tenants below, parents first. */
export interface InheritancePage {
  tenants: readonly Pick<Tenant, "id" | "name" | "ancestry_path">[];
  own: OwnById;
  next_cursor: string | null;
}

/** Tenants on a page below. As many as one simulation can ask about. */
export const INHERITANCE_PAGE_SIZE = 48;
const DRIFT_PAGE_SIZE = 200;
/** Pages of overrides that are read before asking each tenant costs less. */
const DRIFT_PAGES = 5;

const ownOfConfig = (level: ExplainedConfig["levels"][number]): OwnValue | null =>
  level.entry && {
    value: level.entry.value,
    masked: level.entry.masked,
    locks: level.entry.locked,
    shadowed: level.outcome === "shadowed",
  };
const ownOfPermission = ({ policy, ...level }: ExplainedPermission["levels"][number]): OwnValue | null => {
  const shadowed = level.mode_above === "LOCKED";
  return policy && { value: policy.value, masked: false, locks: level.mode === "LOCKED", shadowed };
};

interface Level {
  tenant_id: string;
  name: string | null;
  own: OwnValue | null;
}
interface Explained {
  levels: readonly Level[];
  base: ReachingValue | null;
  reached: boolean;
}

async function explain(
  client: InheritanceClient,
  kind: InheritanceKind,
  tenantId: string,
  key: string,
  signal: AbortSignal,
): Promise<Explained> {
  if (kind === "permission") {
    const { levels, effective } = await client.explainPermission(tenantId, { key }, { signal });
    const told = levels.map((level) => ({ ...level, own: ownOfPermission(level) }));
    return { levels: told, base: null, reached: effective !== null };
  }
  const { levels, effective, definition } = await client.explainConfig(tenantId, key, { signal });
  const base = definition?.has_default ? { value: definition.default, masked: false } : null;
  const told = levels.map((level) => ({ ...level, own: ownOfConfig(level) }));
  return { levels: told, base, reached: effective !== null };
}
const told = (levels: readonly Level[]): [string, OwnValue][] =>
  levels.flatMap(({ tenant_id, own }) => (own ? [[tenant_id, own] as [string, OwnValue]] : []));

/** What the chain of a tenant says of a key. */
export async function loadChain(...asked: Parameters<typeof explain>): Promise<InheritanceChain> {
  const { levels, ...rest } = await explain(...asked);
  const places = levels.map(({ tenant_id, name }, at) => ({
    ...{ tenant_id, name },
    parent_id: levels[at - 1]?.tenant_id ?? null,
  }));
  return { ...rest, places, own: told(levels) };
}

export interface PageRequest {
  tenantId: string;
  key: string;
  cursor: string | undefined;
  /** Of the tenant: false if nothing is in force there, so that the list of overrides would be silent. */
  reached: boolean;
  signal: AbortSignal;
}

/** A page of the tenants below, with what those on it say of a key. */
export async function loadPage(
  client: InheritanceClient,
  kind: InheritanceKind,
  request: PageRequest,
): Promise<InheritancePage> {
  const { tenantId, key, cursor, signal } = request;
  const page = await client.listDescendants(tenantId, { cursor, limit: INHERITANCE_PAGE_SIZE }, { signal });
  const tenants = page.data.map(({ id, name, ancestry_path }) => ({ id, name, ancestry_path }));
  const silent = page.data.filter(({ status }) => status !== "active").map(({ id }) => id);
  const active = page.data.filter(({ status }) => status === "active");
  const overrides =
    kind === "config" && request.reached ? await loadOverrides(client, tenantId, key, signal) : null;
  const own = overrides ?? (await askEach(client, kind, active, request));
  return {
    tenants,
    own: [...silent.map((id) => [id, "unknown"] as const), ...own],
    next_cursor: page.next_cursor,
  };
}

/** All that override a config key below; null if there is so much else that asking for it is no gain. */
async function loadOverrides(
  client: InheritanceClient,
  tenantId: string,
  key: string,
  signal: AbortSignal,
): Promise<OwnById | null> {
  const own: [string, OwnValue][] = [];
  let cursor: string | undefined;
  for (let read = 0; read < DRIFT_PAGES; read += 1) {
    const page = await client.listDrift(tenantId, { cursor, limit: DRIFT_PAGE_SIZE }, { signal });
    for (const { tenant_id, locked: locks, ...one } of page.data)
      if (one.key === key)
        own.push([tenant_id, { value: one.value, masked: one.masked, locks, shadowed: one.shadowed }]);
    // listed by key: what comes after it is no longer ours
    if (page.next_cursor === null || (page.data.at(-1)?.key ?? "") > key) return own;
    cursor = page.next_cursor;
  }
  return null;
}

/** Asks the tenants of a page one by one; a tenant tells of those above it too, so that only the lowest are asked. */
async function askEach(
  client: InheritanceClient,
  kind: InheritanceKind,
  tenants: readonly Tenant[],
  { tenantId, key, signal }: PageRequest,
): Promise<OwnById> {
  if (tenants.length === 0) return [];
  const asked = kind === "permission" ? await holders(client, tenantId, key, tenants, signal) : tenants;
  const lowest = asked.filter(
    ({ id }) => !asked.some((other) => other.ancestry_path.split("/").includes(id)),
  );
  const answers = await Promise.all(lowest.map(({ id }) => explain(client, kind, id, key, signal)));
  return answers.flatMap(({ levels }) => told(levels));
}

/** Those that hold a policy: a change that changes nothing is refused for a tenant that has none. */
async function holders(
  client: InheritanceClient,
  tenantId: string,
  key: string,
  tenants: readonly Tenant[],
  signal: AbortSignal,
): Promise<Tenant[]> {
  const changes = tenants.map(({ id }) => ({ action: "update" as const, tenant_id: id, key }));
  const { changes: judged } = await client.simulatePermissions(tenantId, { changes }, { signal });
  return tenants.filter((_, at) => judged[at]?.refused?.code !== "PERMISSION_NOT_FOUND");
}
