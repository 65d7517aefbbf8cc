"use client";
import type { Role } from "@stratum-hq/core";
import type { ReactElement } from "react";
import { FormFailure, fieldError } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { ConflictNote } from "../ui/ConflictNote.tsx";
import { FormFooter } from "../ui/FormFooter.tsx";
import { Checkbox, DialogBody, Field, Select, TextField } from "../ui/index.ts";
import { accessMessages } from "./access.messages.ts";
import { rolesMessages } from "./roles.messages.ts";
import { useScopeWords } from "./ScopeWords.tsx";
import type { RoleEditorState } from "./useRoleEditor.ts";
import { type RoleLevel, useRoleForm } from "./useRoleForm.ts";

/** Asks what a new role shall give, or changes one of the tenant's own. */
export function RoleForm({
  editor,
  role,
}: {
  editor: RoleEditorState;
  role: Role | undefined;
}): ReactElement {
  const t = useMessages(rolesMessages);
  const shared = useMessages(accessMessages);
  const form = useRoleForm(editor, role);
  const scopeWords = useScopeWords();
  const { fields, set, ready, busy, error, taken } = form;
  const words = (level: RoleLevel): string =>
    level === "none" ? t("roles.level.none") : shared(`access.scope.${level}`);
  return (
    <form
      className="st-form"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <DialogBody>
        <Field
          label={shared("access.name")}
          hint={!role && t("roles.name.hint")}
          error={taken ? t("roles.name.taken") : fieldError(error, "name")}
          required
        >
          <TextField value={fields.name} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field label={t("roles.description")} error={fieldError(error, "description")} optional>
          <TextField
            value={fields.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        </Field>
        <Field
          label={t("roles.level")}
          hint={
            fields.level === "none" ? t("roles.level.none.hint") : shared(`access.scope.${fields.level}.hint`)
          }
          error={fieldError(error, "scopes")}
        >
          <Select
            value={fields.level}
            onChange={(event) => set({ level: event.target.value as RoleLevel })}
            options={form.levels.map((value) => ({ value, label: words(value) }))}
          />
        </Field>
        <Checkbox
          label={shared("access.scope.secrets")}
          hint={form.offersSecrets ? shared("access.scope.secrets.hint") : t("roles.secrets.lacking")}
          checked={fields.secrets}
          disabled={!form.offersSecrets}
          onChange={(event) => set({ secrets: event.target.checked })}
        />
        {!taken && <FormFailure error={error} fields={["name", "description", "scopes"]} />}
        <ConflictNote conflict={form}>
          {({ name, scopes }) => t("roles.conflict", { name, scopes: scopeWords(scopes).join(" · ") })}
        </ConflictNote>
      </DialogBody>
      <FormFooter busy={busy} disabled={!ready}>
        {t(role ? "roles.save" : "roles.create")}
      </FormFooter>
    </form>
  );
}
