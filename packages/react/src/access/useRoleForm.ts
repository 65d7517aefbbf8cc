"use client";
import type { Role } from "@stratum-hq/core";
import { type ApiKeyScope, RoleAlreadyExistsError, scopeSatisfies } from "@stratum-hq/core/client";
import { useState } from "react";
import { type Submission, useSubmit } from "../ui/index.ts";
import { type Conflict, useBase } from "../ui/useBase.ts";
import { SCOPE_LEVELS, type ScopeLevel, widestLevel } from "./scope-levels.ts";
import type { RoleEditorState } from "./useRoleEditor.ts";
import { useSession } from "./useSession.ts";

/** How far a role goes; `none`: it gives only what stands apart from the levels. */
export type RoleLevel = "none" | ScopeLevel;

export interface RoleFields {
  name: string;
  description: string;
  level: RoleLevel;
  secrets: boolean;
}
export interface RoleForm extends Submission, Conflict<Role> {
  fields: RoleFields;
  set: (patch: Partial<RoleFields>) => void;
  /** True if all that must be there is there, and something is to be saved. */
  ready: boolean;
  /** Levels to choose from: what the caller holds itself, and the one that the role has. */
  levels: readonly RoleLevel[];
  /** May the role give secrets? Only if the caller holds them, or the role gives them already. */
  offersSecrets: boolean;
  /** True if another role of the tenant has the name. */
  taken: boolean;
}

const EMPTY: RoleFields = { name: "", description: "", level: "read", secrets: false };
const fieldsOf = ({ name, description, scopes }: Role): RoleFields => ({
  name,
  description: description ?? "",
  level: widestLevel(scopes) ?? "none",
  secrets: scopes.includes("secrets:read"),
});

function valuesOf({ name, description, level, secrets }: RoleFields) {
  const scopes: ApiKeyScope[] = [
    ...(level === "none" ? [] : [level]),
    ...(secrets ? (["secrets:read"] as const) : []),
  ];
  return { name: name.trim(), description: description.trim(), scopes };
}
/** What was changed. Scopes that mean the same are left as they are, so that nobody needs to hold them. */
function changes(before: RoleFields, fields: RoleFields) {
  const [old, { name, description, scopes }] = [valuesOf(before), valuesOf(fields)];
  return {
    ...(name !== old.name && { name }),
    ...(description !== old.description && { description: description || null }),
    ...(scopes.join() !== old.scopes.join() && { scopes }),
  };
}

/**
 * The form of a new role, or of one of the tenant's own. It closes when it is saved, and is sent to the tenant that it
 * was opened at, or to none.
 */
export function useRoleForm(editor: RoleEditorState, role?: Role): RoleForm {
  const session = useSession();
  const [home] = useState(editor.tenantId);
  const { base, conflictIn } = useBase(role);
  const before = base ? fieldsOf(base) : EMPTY;
  const [fields, setFields] = useState(before);
  const held = session.data?.scopes;
  const { name, description, scopes } = valuesOf(fields);
  const patch = changes(before, fields);
  const complete = editor.tenantId === home && name !== "" && scopes.length > 0;
  const ready = complete && (!base || Object.keys(patch).length > 0);
  const submission = useSubmit(async () => {
    const input = { name, scopes, ...(description && { description }) };
    const saved = await editor.change(
      base ? { action: "update", role: base, patch } : { action: "create", input },
    );
    if (saved) editor.close(base ? "edit" : "create");
  }, ready);
  const { error } = submission;
  return {
    ...submission,
    ...conflictIn(error, (theirs) => setFields(fieldsOf(theirs))),
    fields,
    set: (next) => setFields((last) => ({ ...last, ...next })),
    ready,
    levels: (["none", ...SCOPE_LEVELS] as const).filter(
      (level) => level === "none" || level === before.level || !held || scopeSatisfies(held, level),
    ),
    // Until it is known what the caller holds, nothing is offered that it may lack.
    offersSecrets: before.secrets || (held ? scopeSatisfies(held, "secrets:read") : session.isError),
    taken: error instanceof RoleAlreadyExistsError,
  };
}
