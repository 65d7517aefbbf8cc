import type { useAuditLogs } from "@stratum-hq/react";
import { portalMessages } from "../portal.messages.ts";

/** One change, as the audit log tells it. */
export type Change = NonNullable<ReturnType<typeof useAuditLogs>["data"]>["pages"][number]["data"][number];
type ChangeKey = Extract<keyof typeof portalMessages, `portal.change.${string}.${string}`>;

/** The message for an action; none for one that the portal does not know, such as an application's own. */
export function messageOf(action: string): ChangeKey | undefined {
  const key = `portal.change.${action}`;
  return Object.hasOwn(portalMessages, key) ? (key as ChangeKey) : undefined;
}

/** What was changed, in a word: the key, purpose or name that the entry holds, else the id of the thing. */
export function subjectOf({ after, before, resource_id, resource_type }: Change): string {
  const word = resource_type === "consent" ? "purpose" : resource_type === "access" ? "name" : "key";
  const named = (after ?? before)?.[word];
  return typeof named === "string" ? named : resource_id;
}
