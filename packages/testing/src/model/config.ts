/** The rules of config: the highest lock wins, else the nearest entry, else the default of the nearest definition. */
import type {
  BatchSetConfigEntry,
  BatchSetConfigResult,
  ConfigDefinition,
  ConfigEntry,
  DeletedConfig,
  DeletedConfigDefinition,
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
  sensitive: boolean;
}
export type Change = BatchSetConfigEntry & {
  /** Version of the history whose value is written again. */
  restore?: number | undefined;
};
/** A version of an own entry that had a value. */
type Past = Pick<Entry, "value" | "sensitive" | "version">;

/** What a definition says here: the type that values must have, and what counts where nobody sets one. */
export interface Definition {
  tenant: ModelTenant;
  key: string;
  type: "integer" | "string";
  default?: Json;
  /** Everything that is written below is a secret, and what stands there in clear is shown as one. */
  sensitive: boolean;
  version: number;
}
const fits = (type: Definition["type"], value: unknown): boolean =>
  type === "string" ? typeof value === "string" : Number.isInteger(value);

export class Config {
  readonly forest: Forest;
  readonly #entries = new Map<string, Entry>();
  readonly #past = new Map<string, Past[]>();
  readonly #definitions = new Map<string, Definition>();

  constructor(forest: Forest) {
    this.forest = forest;
  }

  own(tenant: ModelTenant, key: string): Entry | undefined {
    return this.#entries.get(`${tenant.id} ${key}`);
  }

  /** Versions of an own entry that had a value, oldest first. */
  past(tenant: ModelTenant, key: string): readonly Past[] {
    return this.#past.get(`${tenant.id} ${key}`) ?? [];
  }

  ownDefinition(tenant: ModelTenant, key: string): Definition | undefined {
    return this.#definitions.get(`${tenant.id} ${key}`);
  }

  /** The nearest definition of a chain counts, as a whole. */
  definition(chain: readonly ModelTenant[], key: string): Definition | undefined {
    return chain.flatMap((t) => this.ownDefinition(t, key) ?? []).at(-1);
  }

  /** Of the entries of a chain, root first, the one that is effective. */
  winner(entries: readonly Entry[]): Entry | undefined {
    return entries.find((entry) => entry.locked) ?? entries.at(-1);
  }

  effective(tenant: ModelTenant, key: string): Entry | undefined {
    return this.winner(this.forest.chain(tenant).flatMap((t) => this.own(t, key) ?? []));
  }

  /**
   * All that resolves for a tenant, as the engine has to show it to who sees the subtree of `top`: only the embedding
   * program itself, without one, is shown secrets.
   */
  resolve(tenant: ModelTenant, keys: readonly string[], top?: ModelTenant): Record<string, object> {
    return Object.fromEntries(
      keys.flatMap((key) => {
        const entry = this.effective(tenant, key);
        const shown = entry
          ? this.#shown(tenant, key, entry, top, top === undefined)
          : this.#default(tenant, key, top);
        return shown ? [[key, shown]] : [];
      }),
    );
  }

  /** Does a definition make a secret of whatever is written here? */
  #secret(tenant: ModelTenant, key: string): boolean {
    return this.definition(this.forest.chain(tenant), key)?.sensitive ?? false;
  }

  #default(tenant: ModelTenant, key: string, top?: ModelTenant): object | null {
    const definition = this.definition(this.forest.chain(tenant), key);
    if (definition?.default === undefined) return null;
    return {
      value: definition.default,
      sensitive: false,
      masked: false,
      source_tenant_id: definition.tenant.id,
      source_name: this.forest.sees(top, definition.tenant) ? definition.tenant.label : null,
      inherited: true,
      locked: false,
      locked_by: null,
      shadowed: null,
      version: 0,
      own_version: null,
    };
  }

  #shown(tenant: ModelTenant, key: string, entry: Entry, top?: ModelTenant, clear = false): object {
    const own = this.own(tenant, key);
    const secret = this.#secret(tenant, key);
    return {
      ...valueShown(entry, clear, secret),
      source_tenant_id: entry.tenant.id,
      source_name: this.forest.sees(top, entry.tenant) ? entry.tenant.label : null,
      inherited: entry.tenant !== tenant,
      locked: entry.locked,
      locked_by: entry.locked ? entry.tenant.id : null,
      shadowed:
        own && own !== entry
          ? { ...valueShown(own, clear, secret), ...only(own, "locked", "version") }
          : null,
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
        same(
          "The answer shows the entry otherwise",
          only(answer, "value", "sensitive", "masked", "locked"),
          entry && { ...valueShown(entry, false), locked: entry.locked },
        );
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
          entry ? this.#shown(tenant, key, entry) : this.#default(tenant, key),
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

  define(
    tenant: ModelTenant,
    key: string,
    { type, default: preset, sensitive }: Pick<Definition, "type" | "default" | "sensitive">,
    expected_version: number | undefined,
  ): Verdict<ConfigDefinition> {
    const old = this.ownDefinition(tenant, key);
    const clear = this.forest.subtree(tenant).some((t) => this.own(t, key)?.sensitive === false);
    return {
      refused: [
        ...this.forest.standing(tenant),
        ...broken(
          [preset !== undefined && !fits(type, preset), "CONFIG_INVALID"],
          [preset !== undefined && sensitive, "VALIDATION_ERROR"],
          [sensitive && clear, "CONFIG_INVALID"],
          [expected_version !== undefined && expected_version !== (old?.version ?? 0), "VERSION_CONFLICT"],
        ),
      ],
      apply: ({ version, ...answer }) => {
        same("The definition", only(answer, "tenant_id", "key", "has_default", "default", "sensitive"), {
          tenant_id: tenant.id,
          key,
          sensitive,
          has_default: preset !== undefined,
          default: preset ?? null,
        });
        same("The definition's version", version, (old?.version ?? 0) + 1);
        const made = {
          tenant,
          key,
          type,
          sensitive,
          version,
          ...(preset !== undefined && { default: preset }),
        };
        this.#definitions.set(`${tenant.id} ${key}`, made);
      },
    };
  }

  undefine(
    tenant: ModelTenant,
    key: string,
    expected_version: number | undefined,
  ): Verdict<DeletedConfigDefinition> {
    const old = this.ownDefinition(tenant, key);
    return {
      refused: [
        ...this.forest.standing(tenant),
        ...broken(
          [!old, "CONFIG_NOT_FOUND"],
          [expected_version !== undefined && expected_version !== (old?.version ?? 0), "VERSION_CONFLICT"],
        ),
      ],
      apply: ({ effective }) => {
        this.#definitions.delete(`${tenant.id} ${key}`);
        const next = this.definition(this.forest.chain(tenant), key);
        same("The definition that counts now", effective?.tenant_id ?? null, next?.tenant.id ?? null);
      },
    };
  }

  /** Entries of a purged tenant go with it. Returns how many. */
  forget(tenant: ModelTenant): number {
    const own = [...this.#entries].filter(([, entry]) => entry.tenant === tenant);
    for (const [place] of own) this.#entries.delete(place);
    for (const all of [this.#past, this.#definitions])
      for (const place of all.keys()) if (place.startsWith(`${tenant.id} `)) all.delete(place);
    return own.length;
  }

  #refused(tenant: ModelTenant, change: Change): string[] {
    const { key, sensitive, expected_version, delete: removes, restore } = change;
    const own = this.own(tenant, key);
    const chain = this.forest.chain(tenant);
    const above = chain.slice(0, -1);
    const past = this.past(tenant, key).find(({ version }) => version === restore);
    const value = restore === undefined ? change.value : past?.value;
    const { type, sensitive: secret } = this.definition(chain, key) ?? {};
    // To be stored in another way, a value must be given again.
    const turned = own && value === undefined && (secret || (sensitive ?? own.sensitive)) !== own.sensitive;
    return [
      ...this.forest.standing(tenant),
      ...broken(
        [above.some((t) => this.own(t, key)?.locked), "CONFIG_LOCKED"],
        [expected_version !== undefined && expected_version !== (own?.version ?? 0), "VERSION_CONFLICT"],
        [Boolean(removes) && !own, "CONFIG_NOT_FOUND"],
        [restore !== undefined && !past, "CONFIG_NOT_FOUND"],
        [value !== undefined && type !== undefined && !fits(type, value), "CONFIG_INVALID"],
        [!removes && secret === true && sensitive === false, "CONFIG_INVALID"],
        [!removes && ((!own && value === undefined) || Boolean(turned)), "VALIDATION_ERROR"],
      ),
    ];
  }

  /** Writes, and tells whose own entries below that hides, and whose come back. */
  #write(tenant: ModelTenant, change: Change, version: number | null) {
    const { key, locked, delete: removes, restore } = change;
    const past = this.past(tenant, key).find((one) => one.version === restore);
    const { value, sensitive } = past ?? change;
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
      const entry = old ?? { tenant, value: null, locked: false, version: 0, sensitive: false };
      if (value !== undefined) entry.value = value as Json;
      entry.locked = locked ?? entry.locked;
      entry.version = version ?? 0;
      entry.sensitive = this.#secret(tenant, key) || (sensitive ?? entry.sensitive);
      this.#past.set(`${tenant.id} ${key}`, [
        ...this.past(tenant, key),
        only(entry, "value", "sensitive", "version"),
      ]);
      this.#entries.set(`${tenant.id} ${key}`, entry);
    }
    const after = hidden();
    return {
      newly_hidden: after.filter((id) => !before.includes(id)),
      newly_shown: before.filter((id) => !after.includes(id)),
    };
  }
}

/** A value as it is shown: a secret only to the embedding program. `defined`: here it counts as one, however it is stored. */
const valueShown = ({ value, sensitive }: Entry, clear: boolean, defined = false): object => ({
  value: (sensitive || defined) && !clear ? null : value,
  sensitive: sensitive || defined,
  masked: (sensitive || defined) && !clear,
});

/** The fields of an engine's entry that the model knows. */
export const knownEntry = (entry: ResolvedConfigEntry): object => ({
  ...only(
    entry,
    "value",
    "sensitive",
    "masked",
    "source_tenant_id",
    "source_name",
    "inherited",
    "locked",
    "locked_by",
    "version",
    "own_version",
  ),
  shadowed: entry.shadowed && only(entry.shadowed, "value", "sensitive", "masked", "locked", "version"),
});
