"use client";
import { Plus } from "lucide-react";
import { type ReactElement, type RefObject, useId } from "react";
import { useMessages } from "../i18n/index.ts";
import { TenantPicker } from "../tenants/index.ts";
import { Button, Field, Select, TextField } from "../ui/index.ts";
import { PolicyValue } from "./PolicyValue.tsx";
import { permissionDialogMessages } from "./permissions.dialogs.messages.ts";
import { MODES, REVOCATIONS } from "./usePolicyForm.ts";
import type { WhatIfAction, WhatIfForm as WhatIfFormState } from "./useWhatIf.ts";

const ACTIONS: readonly WhatIfAction[] = ["create", "update", "delete"];
const AS_IT_IS = "";

export interface WhatIfFormProps {
  form: WhatIfFormState;
  /** Keys to offer. */
  keys: readonly string[];
  /** Only tenants below this one can be named. */
  under: string;
  keyField: RefObject<HTMLInputElement | null>;
}

/** Puts one change of a draft together: whose policy, what becomes of it, and its value and rules. */
export function WhatIfForm({ form, keys, under, keyField }: WhatIfFormProps): ReactElement {
  const t = useMessages(permissionDialogMessages);
  const list = useId();
  const { action } = form;
  const rule = t(action === "create" ? "permissions.simulate.default" : "permissions.simulate.asItIs");
  return (
    <form
      className="st-what-if-form"
      data-slot="what-if-form"
      onSubmit={(event) => {
        event.preventDefault();
        form.add();
        keyField.current?.focus();
      }}
    >
      <Field label={t("permissions.key")}>
        <TextField
          ref={keyField}
          mono
          list={list}
          value={form.key}
          onChange={(event) => form.setKey(event.target.value)}
        />
      </Field>
      <datalist id={list}>
        {keys.map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      <TenantPicker
        label={t("permissions.simulate.tenant")}
        placeholder={t("permissions.simulate.here")}
        under={under}
        value={form.tenant}
        onChange={form.setTenant}
      />
      <Field label={t("permissions.simulate.action")}>
        <Select
          value={action}
          onChange={(event) => form.setAction(event.target.value as WhatIfAction)}
          options={ACTIONS.map((value) => ({ value, label: t(`permissions.simulate.${value}`) }))}
        />
      </Field>
      {action !== "delete" && (
        <>
          <PolicyValue
            draft={form.draft}
            keep={action === "update" ? form.keepValue : undefined}
            onKeepChange={form.setKeepValue}
          />
          <Field label={t("permissions.form.mode")}>
            <Select
              value={form.mode ?? AS_IT_IS}
              onChange={({ target }) => form.setMode(MODES.find((mode) => mode === target.value) ?? null)}
              options={[
                { value: AS_IT_IS, label: rule },
                ...MODES.map((value) => ({ value, label: t(`permissions.mode.${value}`) })),
              ]}
            />
          </Field>
          <Field label={t("permissions.form.revocation")}>
            <Select
              value={form.revocation ?? AS_IT_IS}
              onChange={({ target }) =>
                form.setRevocation(REVOCATIONS.find((one) => one === target.value) ?? null)
              }
              options={[
                { value: AS_IT_IS, label: rule },
                ...REVOCATIONS.map((value) => ({ value, label: t(`permissions.revocation.${value}`) })),
              ]}
            />
          </Field>
        </>
      )}
      <Button type="submit" icon={<Plus aria-hidden />} disabled={!form.ready}>
        {t("permissions.simulate.add")}
      </Button>
    </form>
  );
}
