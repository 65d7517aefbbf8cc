/** What the cache may show before the server has answered. Pure; returns the same object where nothing is certain. */
import type { ConfigEntry, DeletedConfig, Json, ResolvedConfig, ResolvedConfigEntry } from "@stratum-hq/core";

/** A write to one key: a value, a lock, or both. */
export interface ConfigWrite {
  key: string;
  /** Absent: keep the value and change only the lock. */
  value?: Json | undefined;
  /** Absent: as it was, false for a new entry. */
  locked?: boolean | undefined;
}

const isOwn = (entry: ResolvedConfigEntry | undefined): boolean => entry?.inherited === false;

/** `config` as it will be once the write has succeeded; unchanged if a lock above or a missing value refuses it. */
export function withWrite(config: ResolvedConfig, tenantId: string, write: ConfigWrite): ResolvedConfig {
  const before = Object.hasOwn(config, write.key) ? config[write.key] : undefined;
  if (before?.inherited && before.locked) return config;
  if (write.value === undefined && !isOwn(before)) return config;
  const locked = write.locked ?? (isOwn(before) && before?.locked === true);
  const after: ResolvedConfigEntry = {
    // The server decides what is masked; a value that was is not shown by its own write either.
    value: before?.masked ? null : write.value === undefined ? (before?.value ?? null) : write.value,
    sensitive: before?.sensitive ?? false,
    masked: before?.masked ?? false,
    fingerprint: null,
    source: "entry",
    source_tenant_id: tenantId,
    source_name: isOwn(before) ? (before?.source_name ?? null) : null,
    inherited: false,
    locked,
    locked_by: locked ? tenantId : null,
    shadowed: null,
    version: before?.own_version ?? 0,
    own_version: before?.own_version ?? null,
  };
  return { ...config, [write.key]: after };
}

/** `config` with the versions that the server gave to a finished write. */
export function withEntry(config: ResolvedConfig, entry: ConfigEntry): ResolvedConfig {
  const written = withWrite(config, entry.tenant_id, entry);
  const after = Object.hasOwn(written, entry.key) ? written[entry.key] : undefined;
  if (!after || after.inherited) return config;
  return {
    ...written,
    [entry.key]: { ...after, ...shown(entry), version: entry.version, own_version: entry.version },
  };
}

const shown = ({ value, sensitive, masked, fingerprint }: ConfigEntry) => ({
  value,
  sensitive,
  masked,
  fingerprint,
});

/** `config` after a delete: what resolves now takes the key's place, or the key is gone. */
export function withoutEntry(config: ResolvedConfig, deleted: DeletedConfig): ResolvedConfig {
  return withKey(config, deleted.key, deleted.effective ?? undefined);
}

/** `config` with one key put to an entry, or taken out. */
export function withKey(
  config: ResolvedConfig,
  key: string,
  entry: ResolvedConfigEntry | undefined,
): ResolvedConfig {
  const { [key]: _, ...rest } = config;
  return entry ? { ...rest, [key]: entry } : rest;
}
