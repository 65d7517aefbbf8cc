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

/** Where an entry holds the word for what was changed, by the type of the thing. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  access: ["name", "role"],
  consent: ["purpose"],
  jobs: ["kind"],
  permissions: ["key", "name"],
  webhooks: ["host"],
};

/** What was changed, in a word: the key, purpose or name that the entry holds, else the id of the thing. */
export function subjectOf({ after, before, resource_id, resource_type }: Change): string {
  const held = after ?? before;
  const named = (WORDS[resource_type] ?? ["key"]).map((word) => held?.[word]);
  return named.find((word) => typeof word === "string") ?? resource_id;
}
