import type {
  AbacPolicy,
  ApiKey,
  AuditEntry,
  ConfigDefinition,
  ConsentEvent,
  Job,
  Json,
  JsonObject,
  Permission,
  RecordedChange,
  Role,
  Tenant,
  UsageRecord,
  Webhook,
  WebhookDelivery,
} from "@stratum-hq/core";
import { createIds } from "./ids.ts";

/** A tenant as stored: what follows from its place in the tree is worked out when it is read. */
export type TenantRow = Omit<Tenant, "ancestry_path" | "ancestry_ltree" | "depth">;
/** A config entry that a tenant sets itself. */
export interface ConfigRow {
  value: Json;
  locked: boolean;
  version: number;
  /** Shown masked. */
  sensitive: boolean;
}
/** A version of an entry; `value` is absent in a deletion. */
export type ConfigPast = Omit<ConfigRow, "value"> & { value?: Json; actor_id: string; created_at: string };
/** A consent event with what the last one of a subject and purpose must know to tell the current state. */
export type ConsentRow = ConsentEvent & { granted_at: string };
/** Who calls: the top of its visible subtree (null or absent: everything) and its scopes. */
export interface MockSession {
  tenant_id?: string | null;
  scopes: readonly string[];
  /** Default `mock`. */
  actor_id?: string;
  /** Default `ui_token`. */
  actor_type?: string;
  expires_at?: string | null;
}
/** A role as stored: who holds it is counted when it is read. */
export type RoleRow = Omit<Role, "keys" | "principals">;
/** A key, or a principal in its tenant, that holds a role. */
export interface RoleHolder {
  role_id: string;
  /** Of the key or principal; null for a key of the platform. */
  tenant_id: string | null;
  key_id?: string;
  principal_id?: string;
}
/** What an API key or UI token that the mock gave out stands for. */
export interface Credential {
  session: MockSession;
  /** The key whose revocation ends it; null for a UI token. */
  key_id: string | null;
  /** Of a UI token: the key that it was got by, whose scopes it never exceeds. */
  got_by?: string | null;
  /** Of a UI token: its subject's roles count, as far as they are covered by these scopes. */
  by_role?: readonly string[];
}

/** A tenant to plant; what is absent gets the engine's default. */
export type PlantTenant = Pick<TenantRow, "name" | "slug"> & Partial<Omit<TenantRow, "name" | "slug">>;

/** Everything a mock control plane knows. Plain maps: a test may read them, and a seed fills them. */
export class Store {
  readonly tenants: Map<string, TenantRow> = new Map();
  /** Ids of the children in sibling order, archived ones included; the roots stand under null. */
  readonly children: Map<string | null, string[]> = new Map();
  /** Own entries by tenant, then key. */
  readonly config: Map<string, Map<string, ConfigRow>> = new Map();
  /** Versions of an own entry, oldest first, by tenant and key with a blank between. */
  readonly configHistory: Map<string, ConfigPast[]> = new Map();
  /** Definitions by tenant, then key. */
  readonly configDefinitions: Map<string, Map<string, ConfigDefinition>> = new Map();
  /** Own policies by tenant, then key. */
  readonly permissions: Map<string, Map<string, Permission>> = new Map();
  /** Own policies over attributes by tenant, then name. */
  readonly abac: Map<string, Map<string, AbacPolicy>> = new Map();
  /** The ledger, oldest first. */
  readonly consent: ConsentRow[] = [];
  /** Who changed what, oldest first. */
  readonly audit: AuditEntry[] = [];
  /** What each entry said when it was written, as text, oldest first. */
  readonly auditLinks: { tenant_id: string | null; entry_id: string; said: string }[] = [];
  /** What streams tell: the same, without the values. */
  readonly changes: RecordedChange[] = [];
  /** Called after each change. */
  readonly listeners: Set<() => void> = new Set();
  /** Measurements, oldest first. */
  readonly usage: UsageRecord[] = [];
  readonly apiKeys: Map<string, ApiKey> = new Map();
  readonly webhooks: Map<string, Webhook> = new Map();
  /** Oldest first. */
  readonly deliveries: WebhookDelivery[] = [];
  /** Audit entries that webhooks have been told of, or that are older than any. */
  readonly told: Set<string> = new Set();
  /** Each with the chain of its tenant when it was started. */
  readonly jobs: Map<string, { job: Job; chain: string[] }> = new Map();
  readonly roles: Map<string, RoleRow> = new Map();
  readonly roleHolders: RoleHolder[] = [];
  /** By the text of the key or token. */
  readonly credentials: Map<string, Credential> = new Map();
  readonly now: () => number;
  readonly #ids: (ms: number) => string = createIds();
  #counts: Map<string, number> = new Map();

  /** @param now clock, in milliseconds. */
  constructor(now: () => number) {
    this.now = now;
  }

  /** The time by this store's clock. */
  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  /** A new id; `at` in milliseconds, default now. */
  id(at: number = this.now()): string {
    return this.#ids(at);
  }

  /** Adds a tenant at the end of its siblings, unchecked. */
  addTenant(input: PlantTenant): TenantRow {
    const created_at = input.created_at ?? this.timestamp();
    const parent = input.parent_id ? this.tenants.get(input.parent_id) : undefined;
    const row: TenantRow = {
      id: this.id(Date.parse(created_at)),
      parent_id: null,
      metadata: {},
      isolation_strategy: parent?.isolation_strategy ?? "SHARED_RLS",
      status: "active",
      region_id: parent?.region_id ?? null,
      version: 1,
      deleted_at: input.status === "archived" ? created_at : null,
      updated_at: created_at,
      ...input,
      created_at,
      sort_order: this.childIds(input.parent_id ?? null).length,
    };
    this.tenants.set(row.id, row);
    this.#place(row.id, row.parent_id);
    return row;
  }

  /** Sets an own entry, unchecked. */
  addConfig(tenant_id: string, key: string, value: Json, locked = false): void {
    this.writeConfig(tenant_id, key, { value, locked, sensitive: false }, "system");
  }

  /** Writes a version of an own entry; without a value it is a deletion. Gives its number. */
  writeConfig(
    tenant_id: string,
    key: string,
    { value, locked, sensitive }: Omit<ConfigRow, "version" | "value"> & { value?: Json },
    actor_id: string,
  ): number {
    const place = `${tenant_id} ${key}`;
    const past = this.configHistory.get(place) ?? [];
    const version = past.length + 1;
    const row = { locked, sensitive, version };
    if (value === undefined) this.config.get(tenant_id)?.delete(key);
    else entriesOf(this.config, tenant_id).set(key, { ...row, value });
    past.push({ ...row, ...(value !== undefined && { value }), actor_id, created_at: this.timestamp() });
    this.configHistory.set(place, past);
    return version;
  }

  /** Sets an own policy, unchecked. */
  addPermission(
    tenant_id: string,
    key: string,
    policy: Partial<Pick<Permission, "value" | "mode" | "revocation_mode" | "created_at">> = {},
  ): Permission {
    const created_at = policy.created_at ?? this.timestamp();
    const row: Permission = {
      id: this.id(Date.parse(created_at)),
      tenant_id,
      key,
      value: true,
      mode: "INHERITED",
      revocation_mode: "CASCADE",
      ...policy,
      version: 1,
      created_at,
      updated_at: created_at,
    };
    entriesOf(this.permissions, tenant_id).set(key, row);
    return row;
  }

  /** Appends to the consent ledger, unchecked; `occurred_at` defaults to now. */
  addConsent(
    event: Pick<ConsentRow, "tenant_id" | "subject_id" | "purpose"> &
      Partial<Omit<ConsentRow, "id" | "metadata">> & { metadata?: JsonObject },
  ): ConsentRow {
    const occurred_at = event.occurred_at ?? this.timestamp();
    const row: ConsentRow = {
      id: this.id(Date.parse(occurred_at)),
      type: "granted",
      lawful_basis: "consent",
      channel: null,
      actor: "self",
      expires_at: null,
      granted_at: occurred_at,
      metadata: {},
      ...event,
      occurred_at,
    };
    this.consent.push(row);
    return row;
  }

  /** Takes a tenant from its siblings and puts it behind those of another parent; null makes it a root. */
  move(row: TenantRow, parent_id: string | null): void {
    const left = this.childIds(row.parent_id).filter((id) => id !== row.id);
    this.children.set(row.parent_id, left);
    for (const [place, id] of left.entries()) (this.tenants.get(id) as TenantRow).sort_order = place;
    row.parent_id = parent_id;
    row.sort_order = this.childIds(parent_id).length;
    this.#place(row.id, parent_id);
  }

  /** Gives a tenant another place among its siblings; past the end is the last. */
  reorder(row: TenantRow, position: number): void {
    const order = this.childIds(row.parent_id).filter((id) => id !== row.id);
    order.splice(position, 0, row.id);
    this.children.set(row.parent_id, order);
    for (const [place, id] of order.entries()) (this.tenants.get(id) as TenantRow).sort_order = place;
  }

  /** Removes a tenant without children and everything that is kept of it. Gives the number of rows by table. */
  remove({ id, parent_id }: TenantRow): Record<string, number> {
    const left = this.childIds(parent_id).filter((child) => child !== id);
    this.children.set(parent_id, left);
    for (const [place, child] of left.entries()) (this.tenants.get(child) as TenantRow).sort_order = place;
    this.tenants.delete(id);
    this.children.delete(id);
    this.touched();
    const take = <T>(all: Map<string, Map<string, T>>): number => {
      const { size } = all.get(id) ?? { size: 0 };
      all.delete(id);
      return size;
    };
    const past = [...this.configHistory].filter(([place]) => place.startsWith(`${id} `));
    for (const [place] of past) this.configHistory.delete(place);
    for (const [text, { session }] of this.credentials)
      if (session.tenant_id === id) this.credentials.delete(text);
    const keys = [...this.apiKeys.values()].filter((key) => key.tenant_id === id);
    const audit_links = withdraw(this.auditLinks, (link) => link.tenant_id === id);
    const hooks = [...this.webhooks.values()].filter((webhook) => webhook.tenant_id === id);
    for (const webhook of hooks) this.webhooks.delete(webhook.id);
    for (const key of keys) {
      this.apiKeys.delete(key.id);
      withdraw(this.roleHolders, (row) => row.key_id === key.id);
    }
    const principals = withdraw(this.roleHolders, (row) => row.tenant_id === id);
    const roles = [...this.roles.values()].filter((role) => role.tenant_id === id);
    const jobs = [...this.jobs.values()].filter(({ job }) => job.tenant_id === id);
    for (const { job } of jobs) this.jobs.delete(job.id);
    for (const role of roles) this.removeRole(role.id);
    return {
      api_keys: keys.length,
      audit_links,
      audit_log: withdraw(this.audit, (entry) => entry.tenant_id === id),
      config_definitions: take(this.configDefinitions),
      config_entries: take(this.config),
      config_history: past.flatMap(([, versions]) => versions).length,
      consent_events: withdraw(this.consent, (event) => event.tenant_id === id),
      jobs: jobs.length,
      permissions: take(this.permissions),
      role_principals: principals,
      roles: roles.length,
      usage_records: withdraw(this.usage, (record) => record.tenant_id === id),
      webhooks: hooks.length,
    };
  }

  /** Removes a role, and takes it from everyone. */
  removeRole(id: string): void {
    this.roles.delete(id);
    withdraw(this.roleHolders, (row) => row.role_id === id);
  }

  /** Ids of a tenant and of all above it, root first; of one that is gone its own. */
  idsAbove(id: string | null | undefined): string[] {
    const row = id ? this.tenants.get(id) : undefined;
    return row ? this.chain(row).map((one) => one.id) : id ? [id] : [];
  }

  /** Adds an entry to the log, and tells of it. */
  addEntry(entry: AuditEntry): void {
    this.audit.push(entry);
    const { id, tenant_id, action: type, resource_type, resource_id, before, created_at } = entry;
    const parent = resource_type === "tenants" ? before?.parent_id : null;
    const former_parent_id = typeof parent === "string" ? parent : null;
    this.changes.push({
      ...{ id, type, tenant_id, resource_type, resource_id, occurred_at: created_at, former_parent_id },
      chain: this.idsAbove(tenant_id),
      former_chain: this.idsAbove(former_parent_id),
    });
    for (const listener of [...this.listeners]) listener();
  }

  #place(id: string, parent_id: string | null): void {
    const siblings = this.children.get(parent_id);
    if (siblings) siblings.push(id);
    else this.children.set(parent_id, [id]);
    this.touched();
  }

  /** To be called when a status changed: sizes are counted anew. */
  touched(): void {
    this.#counts = new Map();
  }

  childIds(id: string | null): readonly string[] {
    return this.children.get(id) ?? [];
  }

  /** Children in sibling order, or the roots. */
  childrenOf(id: string | null): TenantRow[] {
    return this.childIds(id).map((child) => this.tenants.get(child) as TenantRow);
  }

  /** The tenant and all above it, root first. */
  chain(row: TenantRow): TenantRow[] {
    const chain = [row];
    for (let at = row; at.parent_id !== null; chain.unshift(at))
      at = this.tenants.get(at.parent_id) as TenantRow;
    return chain;
  }

  /** Everything below, parents before their children. */
  *below(id: string): Generator<TenantRow> {
    for (const row of this.childrenOf(id)) {
      yield row;
      yield* this.below(row.id);
    }
  }

  /** Everything below that is not archived. */
  descendantCount(id: string): number {
    const known = this.#counts.get(id);
    if (known !== undefined) return known;
    let count = 0;
    for (const row of this.childrenOf(id))
      count += this.descendantCount(row.id) + (row.status === "archived" ? 0 : 1);
    this.#counts.set(id, count);
    return count;
  }

  /** The tenant as it travels. */
  tenant(row: TenantRow): Tenant {
    const chain = this.chain(row);
    const above = chain.slice(0, -1);
    return {
      ...row,
      ancestry_path: `/${above.map((t) => t.id).join("/")}`,
      ancestry_ltree: chain.map((t) => t.slug).join("."),
      depth: above.length,
    };
  }
}

/** The entries of a tenant, made when there are none yet. */
export function entriesOf<T>(all: Map<string, Map<string, T>>, tenant_id: string): Map<string, T> {
  let own = all.get(tenant_id);
  if (!own) {
    own = new Map();
    all.set(tenant_id, own);
  }
  return own;
}

/** Takes out of a list what is meant, and gives how many. */
function withdraw<T>(rows: T[], meant: (row: T) => boolean): number {
  const left = rows.filter((row) => !meant(row));
  const count = rows.length - left.length;
  rows.splice(0, rows.length, ...left);
  return count;
}
