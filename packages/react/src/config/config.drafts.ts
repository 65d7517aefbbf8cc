/** Changes that are collected before they are saved together. Pure: every function gives a new object. */
import type { BatchSetConfigEntry, Json, ResolvedConfig, ResolvedConfigEntry } from "@stratum-hq/core";
import { withKey, withWrite } from "./config.cache.ts";
import type { ConfigChange } from "./useConfigActions.ts";

/** Most changes that one save can carry; the API takes no more in one transaction. */
export const MAX_DRAFTS = 200;

/** What is to become of one key. Absent fields stay as they are. */
export interface ConfigDraft {
  key: string;
  value?: Json | undefined;
  locked?: boolean | undefined;
  sensitive?: boolean | undefined;
  /** Drop the own entry, so that the tenant inherits again. */
  remove?: true | undefined;
  /** The effective entry when the draft was begun; null if there was none. */
  base: ResolvedConfigEntry | null;
}
/** Drafts by key, in the order in which they were begun. */
export type ConfigDrafts = Readonly<Record<string, ConfigDraft>>;

/** How a draft stands to what the server has now. */
export type DraftState =
  /** Can be saved. */
  | "ready"
  /** The own entry was changed since the draft was begun. */
  | "stale"
  /** A tenant above has locked the key since. */
  | "locked";

const ownVersion = (entry: ResolvedConfigEntry | null | undefined): number => entry?.own_version ?? 0;
const isOwn = (entry: ResolvedConfigEntry | null): boolean => entry?.inherited === false;

/** `drafts` with one more change; a change back to what was there takes its draft away. */
export function withChange(
  drafts: ConfigDrafts,
  change: ConfigChange,
  entry: ResolvedConfigEntry | null,
): ConfigDrafts {
  const { key } = change;
  const before = drafts[key] ?? { key, base: entry };
  const { base } = before;
  if (change.action === "inherit") {
    return isOwn(base) ? { ...drafts, [key]: { key, base, remove: true } } : withoutDraft(drafts, key);
  }
  const after: ConfigDraft =
    change.action === "set"
      ? {
          ...before,
          remove: undefined,
          value: change.value,
          ...(change.locked !== undefined && { locked: change.locked }),
          ...(change.sensitive !== undefined && { sensitive: change.sensitive }),
        }
      : { ...before, remove: undefined, locked: change.action === "lock" };
  return changesNothing(after) ? withoutDraft(drafts, key) : { ...drafts, [key]: after };
}

function changesNothing({ base, value, locked, sensitive, remove }: ConfigDraft): boolean {
  if (remove || !base || !isOwn(base)) return false;
  return (
    (value === undefined || (!base.masked && JSON.stringify(value) === JSON.stringify(base.value))) &&
    (locked === undefined || locked === base.locked) &&
    (sensitive === undefined || sensitive === base.sensitive)
  );
}

/** `drafts` without that of a key. */
export function withoutDraft(drafts: ConfigDrafts, key: string): ConfigDrafts {
  const { [key]: _, ...rest } = drafts;
  return rest;
}

/** The draft as if it had been begun on what is there now: whoever saves it has seen that. */
export const rebased = (
  drafts: ConfigDrafts,
  key: string,
  entry: ResolvedConfigEntry | null,
): ConfigDrafts => {
  const draft = drafts[key];
  if (!draft) return drafts;
  const next = { ...draft, base: entry };
  return changesNothing(next) ? withoutDraft(drafts, key) : { ...drafts, [key]: next };
};

/** How a draft stands to the config as it is now. */
export function draftState(draft: ConfigDraft, config: ResolvedConfig): DraftState {
  const now = Object.hasOwn(config, draft.key) ? config[draft.key] : undefined;
  if (now?.inherited && now.locked) return "locked";
  return ownVersion(now) === ownVersion(draft.base) ? "ready" : "stale";
}

/** The config as it would be once the drafts are saved; a dropped entry still shows what it drops. */
export const withDrafts = (config: ResolvedConfig, drafts: ConfigDrafts, tenantId: string): ResolvedConfig =>
  Object.values(drafts).reduce((all, draft) => {
    if (draft.remove) return draft.base && !(draft.key in all) ? withKey(all, draft.key, draft.base) : all;
    const written = withWrite(all, tenantId, draft);
    const entry = written[draft.key];
    if (!entry || draft.value === undefined) return written;
    // A new secret is shown to the one who types it until it is saved.
    const sensitive = draft.sensitive ?? entry.sensitive;
    return withKey(written, draft.key, { ...entry, value: draft.value, masked: false, sensitive });
  }, config);

/** The drafts as one atomic batch, each upon the version that its writer saw. */
export const toBatch = (drafts: ConfigDrafts): BatchSetConfigEntry[] =>
  Object.values(drafts).map(({ key, value, locked, sensitive, remove, base }) => ({
    key,
    expected_version: ownVersion(base),
    ...(remove
      ? { delete: true as const }
      : {
          ...(value !== undefined && { value }),
          ...(locked !== undefined && { locked }),
          ...(sensitive !== undefined && { sensitive }),
        }),
  }));

/** The drafts as a preview takes them: no versions, and nothing secret. */
export const toPreview = (drafts: ConfigDrafts): BatchSetConfigEntry[] =>
  toBatch(drafts)
    .filter(({ key, sensitive }) => !(sensitive ?? drafts[key]?.base?.sensitive))
    .map(({ expected_version: _, sensitive: __, ...entry }) => entry);
