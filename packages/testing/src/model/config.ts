/** The rules of config: the highest lock wins, else the nearest entry. */
import type {
  BatchSetConfigEntry,
  BatchSetConfigResult,
  ConfigEntry,
  DeletedConfig,
  Json,
  ResolvedConfigEntry,
} from "@stratum-hq/core";
import type { Forest, ModelTenant } from "./forest.ts";
import { broken, only, same, sameSet, type Verdict } from "./verdict.ts";

export interface Entry {
  tenant: ModelTenant;
  value: Json;
  locked: boolean;
  version: number;
}
export type Change = BatchSetConfigEntry;

export class Config {
  readonly forest: Forest;
  readonly #entries = new Map<string, Entry>();

  constructor(forest: Forest) {
    this.forest = forest;
  }

  own(tenant: ModelTenant, key: string): Entry | undefined {
    return this.#entries.get(`${tenant.id} ${key}`);
  }

  /** Of the entries of a chain, root first, the one that is effective. */
  winner(entries: readonly Entry[]): Entry | undefined {
    return entries.find((entry) => entry.locked) ?? entries.at(-1);
  }

  effective(tenant: ModelTenant, key: string): Entry | undefined {
    return this.winner(this.forest.chain(tenant).flatMap((t) => this.own(t, key) ?? []));
  }

  /** All that resolves for a tenant, as the engine has to show it to who sees the subtree of `top`. */
  resolve(tenant: ModelTenant, keys: readonly string[], top?: ModelTenant): Record<string, object> {
    return Object.fromEntries(
      keys.flatMap((key) => {
        const entry = this.effective(tenant, key);
        return entry ? [[key, this.#shown(tenant, key, entry, top)]] : [];
      }),
    );
  }

  #shown(tenant: ModelTenant, key: string, entry: Entry, top?: ModelTenant): object {
    const own = this.own(tenant, key);
    return {
      value: entry.value,
      source_tenant_id: entry.tenant.id,
      source_name: this.forest.sees(top, entry.tenant) ? entry.tenant.label : null,
      inherited: entry.tenant !== tenant,
      locked: entry.locked,
      locked_by: entry.locked ? entry.tenant.id : null,
      shadowed: own && own !== entry ? only(own, "value", "locked", "version") : null,
      version: entry.version,
      own_version: own?.version ?? null,
    };
  }

  set(tenant: ModelTenant, change: Change): Verdict<ConfigEntry> {
    return {
      refused: this.#refused(tenant, change),
      apply: (answer) => {
        const { newly_hidden, newly_shown } = this.#write(tenant, change, answer.version);
        const entry = this.own(tenant, change.key);
        same("The answer shows the entry otherwise", only(answer, "value", "locked"), {
          value: entry?.value,
          locked: entry?.locked,
        });
        sameSet("shadowed", answer.shadowed, newly_hidden);
        sameSet("unshadowed", answer.unshadowed, newly_shown);
      },
    };
  }

  remove(tenant: ModelTenant, key: string, expected_version: number | undefined): Verdict<DeletedConfig> {
    const change: Change = { key, delete: true, expected_version };
    return {
      refused: this.#refused(tenant, change),
      apply: (answer) => {
        const { newly_shown } = this.#write(tenant, change, null);
        sameSet("unshadowed", answer.unshadowed, newly_shown);
        const entry = this.effective(tenant, key);
        same(
          "What is effective after the delete",
          answer.effective && knownEntry(answer.effective),
          entry ? this.#shown(tenant, key, entry) : null,
        );
      },
    };
  }

  /** All or nothing: what refuses one change refuses all. */
  batch(tenant: ModelTenant, changes: readonly Change[]): Verdict<BatchSetConfigResult> {
    return {
      refused: changes.flatMap((change) => this.#refused(tenant, change)),
      apply: (answer) => {
        same(
          "The batch answers otherwise",
          answer.results.map((r) => [r.key, r.status]),
          changes.map((c) => [c.key, c.delete ? "deleted" : "set"]),
        );
        changes.forEach((change, i) => {
          this.#write(tenant, change, answer.results[i]?.version ?? null);
        });
      },
    };
  }

  /** Each for itself: every change that may be made is made, and of the others it is told why not. */
  batchEach(tenant: ModelTenant, changes: readonly Change[]): Verdict<BatchSetConfigResult> {
    return {
      refused: this.forest.standing(tenant),
      apply: (answer) => {
        changes.forEach((change, i) => {
          const result = answer.results[i];
          const refused = this.#refused(tenant, change);
          const ok = change.delete ? "deleted" : "set";
          same(`Change ${i}`, result && only(result, "key", "status"), {
            key: change.key,
            status: refused.length > 0 ? "failed" : ok,
          });
          if (refused.length === 0) this.#write(tenant, change, result?.version ?? null);
          else if (!refused.includes(result?.error?.code ?? ""))
            same(`Change ${i} fails by`, result?.error?.code, refused);
        });
      },
    };
  }

  /** Entries of a purged tenant go with it. Returns how many. */
  forget(tenant: ModelTenant): number {
    const own = [...this.#entries].filter(([, entry]) => entry.tenant === tenant);
    for (const [place] of own) this.#entries.delete(place);
    return own.length;
  }

  #refused(tenant: ModelTenant, { key, value, expected_version, delete: removes }: Change): string[] {
    const own = this.own(tenant, key);
    const above = this.forest.chain(tenant).slice(0, -1);
    return [
      ...this.forest.standing(tenant),
      ...broken(
        [above.some((t) => this.own(t, key)?.locked), "CONFIG_LOCKED"],
        [expected_version !== undefined && expected_version !== (own?.version ?? 0), "VERSION_CONFLICT"],
        [Boolean(removes) && !own, "CONFIG_NOT_FOUND"],
        [!removes && !own && value === undefined, "VALIDATION_ERROR"],
      ),
    ];
  }

  /** Writes, and tells whose own entries below that hides, and whose come back. */
  #write(tenant: ModelTenant, { key, value, locked, delete: removes }: Change, version: number | null) {
    const hidden = (): string[] =>
      this.forest
        .below(tenant)
        .filter((t) => this.own(t, key) && this.effective(t, key) !== this.own(t, key))
        .map((t) => t.id);
    const before = hidden();
    const old = this.own(tenant, key);
    if (removes) this.#entries.delete(`${tenant.id} ${key}`);
    else {
      if (version === null || version <= (old?.version ?? 0))
        same("The version must grow", version, `more than ${old?.version ?? 0}`);
      // In place: who holds the entry sees it change, as a row does.
      const entry = old ?? { tenant, value: null, locked: false, version: 0 };
      if (value !== undefined) entry.value = value as Json;
      entry.locked = locked ?? entry.locked;
      entry.version = version ?? 0;
      this.#entries.set(`${tenant.id} ${key}`, entry);
    }
    const after = hidden();
    return {
      newly_hidden: after.filter((id) => !before.includes(id)),
      newly_shown: before.filter((id) => !after.includes(id)),
    };
  }
}

/** The fields of an engine's entry that the model knows. */
export const knownEntry = (entry: ResolvedConfigEntry): object => ({
  ...only(
    entry,
    "value",
    "source_tenant_id",
    "source_name",
    "inherited",
    "locked",
    "locked_by",
    "version",
    "own_version",
  ),
  shadowed: entry.shadowed && only(entry.shadowed, "value", "locked", "version"),
});
