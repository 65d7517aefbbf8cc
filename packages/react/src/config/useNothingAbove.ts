"use client";
import { useConfigAbove } from "./useConfigAbove.ts";

/** True once it is known that no tenant above sets the key, so that dropping the own value removes it. */
export function useNothingAbove(tenantId: string, key: string, enabled: boolean): boolean {
  const { data: above } = useConfigAbove(tenantId, enabled);
  return above ? !(key in above) : false;
}
