"use client";
import { type ForestMutation, useForestMutation } from "./useForestMutation.ts";

export interface LifecycleVariables {
  id: string;
  /** Takes the whole subtree along. Default false: refused while an active child exists. */
  cascade?: boolean | undefined;
}
const body = ({ cascade }: LifecycleVariables): { cascade: boolean } => ({ cascade: cascade ?? false });

/** Suspends a tenant: its keys and tokens stop working until it is resumed. */
export const useSuspendTenant = (): ForestMutation<LifecycleVariables> =>
  useForestMutation((client, input) => client.suspendTenant(input.id, body(input)));

/** Makes a suspended or archived tenant active again. Its parent must be active. */
export const useResumeTenant = (): ForestMutation<LifecycleVariables> =>
  useForestMutation((client, input) => client.resumeTenant(input.id, body(input)));

/** Archives a tenant: it leaves the tree but keeps its data, until it is resumed or purged. */
export const useArchiveTenant = (): ForestMutation<LifecycleVariables> =>
  useForestMutation((client, input) => client.archiveTenant(input.id, body(input)));
