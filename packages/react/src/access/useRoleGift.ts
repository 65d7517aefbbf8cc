"use client";
import type { ApiKey, Role } from "@stratum-hq/core";
import { scopeSatisfies } from "@stratum-hq/core/client";
import { type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useStratumClient } from "../provider/index.ts";
import { type Submission, useSubmit } from "../ui/index.ts";
import { type ApiKeyPages, apiKeysOptions } from "./access.queries.ts";
import { apiKeyStatus } from "./api-keys.status.ts";
import type { RoleEditorState } from "./useRoleEditor.ts";
import { useSession } from "./useSession.ts";

export interface RoleGiftFields {
  /** To whom: a principal, or one of the tenant's keys. */
  kind: "principal" | "key";
  principal: string;
  key: string;
}
export interface RoleGift extends Submission {
  fields: RoleGiftFields;
  set: (patch: Partial<RoleGiftFields>) => void;
  ready: boolean;
  /** The tenant's keys that work, as far as they are loaded; asked for when a key is to be chosen. */
  keys: readonly ApiKey[];
  keyQuery: UseInfiniteQueryResult<ApiKeyPages>;
  /** Scopes of the role that the caller does not hold; with any of them it cannot give the role. */
  lacking: readonly string[];
}

/** The form that gives a role, at the tenant that it was opened at. What was chosen is cleared when it is given. */
export function useRoleGift(editor: RoleEditorState, role: Role): RoleGift {
  const { tenantId } = editor;
  const session = useSession();
  const [home] = useState(tenantId);
  const [fields, setFields] = useState<RoleGiftFields>({ kind: "principal", principal: "", key: "" });
  const keyQuery = useInfiniteQuery({
    ...apiKeysOptions(useStratumClient(), tenantId),
    enabled: fields.kind === "key",
  });
  const principal = fields.principal.trim();
  const ready = tenantId === home && (fields.kind === "key" ? fields.key : principal) !== "";
  const keys = keyQuery.data?.pages.flatMap((page) => page.data) ?? [];
  const submission = useSubmit(async () => {
    const key_name = keys.find(({ id }) => id === fields.key)?.name;
    const holder =
      fields.kind === "key"
        ? { key_id: fields.key, key_name }
        : { tenant_id: tenantId, principal_id: principal };
    if (await editor.change({ action: "give", role, holder }))
      setFields((last) => ({ ...last, principal: "", key: "" }));
  }, ready);
  const held = session.data?.scopes;
  return {
    ...submission,
    fields,
    set: (patch) => setFields((last) => ({ ...last, ...patch })),
    ready,
    keys: keys.filter((key) => !["revoked", "expired"].includes(apiKeyStatus(key))),
    keyQuery,
    lacking: held ? role.scopes.filter((scope) => !scopeSatisfies(held, scope)) : [],
  };
}
