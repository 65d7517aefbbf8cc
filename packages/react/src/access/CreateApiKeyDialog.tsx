"use client";
import type { ReactElement } from "react";
import { FormFailure, fieldError } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { FormFooter } from "../ui/FormFooter.tsx";
import { Checkbox, Dialog, DialogBody, DialogContent, Field, Select, TextField } from "../ui/index.ts";
import { accessMessages } from "./access.messages.ts";
import { SCOPE_LEVELS, type ScopeLevel } from "./scope-levels.ts";
import type { ApiKeyManagerState } from "./useApiKeyManager.ts";
import { API_KEY_TERMS, type ApiKeyTerm, useCreateApiKey } from "./useCreateApiKey.ts";

/** Asks for what a new key may do. */
export function CreateApiKeyDialog({ manager }: { manager: ApiKeyManagerState }): ReactElement {
  const t = useMessages(accessMessages);
  const open = manager.task?.kind === "create";
  return (
    <Dialog open={open} onOpenChange={(next) => !next && manager.close("create")}>
      <DialogContent title={t("access.create")} description={t("access.create.text")}>
        <CreateFields manager={manager} />
      </DialogContent>
    </Dialog>
  );
}

/** Apart from the dialog, so that it starts anew each time. */
function CreateFields({ manager }: { manager: ApiKeyManagerState }): ReactElement {
  const t = useMessages(accessMessages);
  const { fields, set, ready, busy, error, submit } = useCreateApiKey(manager);
  return (
    <form
      className="st-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DialogBody>
        <Field
          label={t("access.name")}
          hint={t("access.create.name.hint")}
          error={fieldError(error, "name")}
          required
        >
          <TextField value={fields.name} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field label={t("access.create.level")} hint={t(`access.scope.${fields.level}.hint`)}>
          <Select
            value={fields.level}
            onChange={(event) => set({ level: event.target.value as ScopeLevel })}
            options={SCOPE_LEVELS.map((value) => ({ value, label: t(`access.scope.${value}`) }))}
          />
        </Field>
        <Checkbox
          label={t("access.scope.secrets")}
          hint={t("access.scope.secrets.hint")}
          checked={fields.secrets}
          onChange={(event) => set({ secrets: event.target.checked })}
        />
        <div className="st-form-halves">
          <Field label={t("access.end")}>
            <Select
              value={fields.term}
              onChange={(event) => set({ term: event.target.value as ApiKeyTerm })}
              options={API_KEY_TERMS.map((value) => ({ value, label: t(`access.term.${value}`) }))}
            />
          </Field>
          <Field
            label={t("access.create.limit")}
            hint={t("access.create.limit.hint")}
            error={fieldError(error, "rate_limit")}
            optional
          >
            <TextField
              inputMode="numeric"
              value={fields.limit}
              onChange={(event) => set({ limit: event.target.value.replace(/\D/g, "") })}
            />
          </Field>
        </div>
        <Checkbox
          label={t("access.create.test")}
          hint={t("access.create.test.hint")}
          checked={fields.test}
          onChange={(event) => set({ test: event.target.checked })}
        />
        <FormFailure error={error} fields={["name", "rate_limit"]} />
      </DialogBody>
      <FormFooter busy={busy} disabled={!ready}>
        {t("access.create")}
      </FormFooter>
    </form>
  );
}
