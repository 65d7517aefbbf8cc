"use client";
import type { Json, ResolvedConfigEntry } from "@stratum-hq/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { configOptions } from "./config.queries.ts";

/** What reads a value into a type: any schema library of the Standard Schema (zod, valibot, arktype, …). */
export interface ValueSchema<T> {
  readonly "~standard": {
    readonly validate: (value: unknown) => Verdict<T> | Promise<Verdict<T>>;
  };
}
type Verdict<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

/** A value of config for an application, and where it comes from. */
export interface ConfigValue<T> {
  /** The effective value; the default where there is none, while it loads, and where it does not fit. */
  value: T;
  /** Not known yet. */
  pending: boolean;
  /** The effective entry: source, lock, version. Undefined without one. */
  source: ResolvedConfigEntry | undefined;
  /** Does `value` come from the config, and not from the default? */
  found: boolean;
  /** Why the default stands in: the server did not say, or the value does not fit. */
  error: Error | null;
}
interface TenantOption {
  /** Default: the nearest scope's. */
  tenantId?: string | undefined;
}
type Widened<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : never;

interface AnyOptions extends TenantOption {
  default?: unknown;
  schema?: ValueSchema<unknown> | undefined;
}

/**
 * One value of the active tenant's config. All readers of a tenant share one request. With a `schema` the value is what
 * the schema makes of it; with a text, number or boolean as `default` it is of that kind; what does not fit counts as
 * absent and is told in `error`. Keep a schema outside of the component, as it is asked again whenever it is another.
 */
export function useConfigValue<T>(
  key: string,
  options: TenantOption & { schema: ValueSchema<T>; default: T },
): ConfigValue<T>;
export function useConfigValue<T>(
  key: string,
  options: TenantOption & { schema: ValueSchema<T> },
): ConfigValue<T | undefined>;
export function useConfigValue<const T extends string | number | boolean>(
  key: string,
  options: TenantOption & { default: T },
): ConfigValue<Widened<T>>;
export function useConfigValue(key: string, options?: TenantOption): ConfigValue<Json | undefined>;
export function useConfigValue(key: string, options: AnyOptions = {}): ConfigValue<unknown> {
  const { tenantId, schema, default: standIn } = options;
  const query = useQuery({
    ...configOptions(useStratumClient(), useTenantId(tenantId)),
    select: (all) => (Object.hasOwn(all, key) ? all[key] : undefined),
  });
  const source = query.data;
  const read = useMemo(
    () => source && readValue(key, source.value, schema, standIn),
    [key, source, schema, standIn],
  );
  const misfit = read instanceof Error ? read : null;
  const found = read !== undefined && misfit === null;
  return {
    value: found ? (read as { value: unknown }).value : standIn,
    pending: query.isPending,
    source,
    found,
    error: misfit ?? query.error,
  };
}

/** The value as it was asked for, or an error that says what does not fit. Never the value itself: it may be secret. */
function readValue(
  key: string,
  value: Json,
  schema: ValueSchema<unknown> | undefined,
  standIn: unknown,
): { value: unknown } | Error {
  if (schema) {
    const verdict = schema["~standard"].validate(value);
    if (verdict instanceof Promise) return new Error(`The schema of "${key}" must answer at once.`);
    if (!verdict.issues) return { value: verdict.value };
    const issues = verdict.issues.map((issue) => issue.message).join("; ");
    return new Error(`The value of "${key}" does not fit: ${issues}`);
  }
  if (standIn === undefined || typeof value === typeof standIn) return { value };
  return new Error(`The value of "${key}" is not a ${typeof standIn}.`);
}
