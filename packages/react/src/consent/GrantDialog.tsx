"use client";
import { type ReactElement, useId } from "react";
import { FormFailure, fieldError } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { FormFooter } from "../ui/FormFooter.tsx";
import { Dialog, DialogBody, DialogContent, Field, Note, Select, TextField } from "../ui/index.ts";
import { consentMessages } from "./consent.messages.ts";
import type { ConsentRef } from "./consent.mutations.ts";
import { CONSENT_ACTORS, type ConsentActor, LAWFUL_BASES, type LawfulBasis } from "./consent.status.ts";
import type { ConsentManagerState } from "./useConsentManager.ts";
import { CONSENT_TERMS, type ConsentTerm, type GrantForm, useGrantForm } from "./useGrantForm.ts";

/** Asks for what is put on record when a person agrees. */
export function GrantDialog({ manager }: { manager: ConsentManagerState }): ReactElement {
  const t = useMessages(consentMessages);
  const task = manager.task?.kind === "grant" ? manager.task : null;
  return (
    <Dialog open={task !== null} onOpenChange={(open) => !open && manager.close()}>
      <DialogContent title={t("consent.grant")} description={t("consent.grant.text")}>
        <GrantFields manager={manager} from={task?.from ?? {}} />
      </DialogContent>
    </Dialog>
  );
}

/** Apart from the dialog, so that it starts anew each time. */
function GrantFields({
  manager,
  from,
}: {
  manager: ConsentManagerState;
  from: Partial<ConsentRef>;
}): ReactElement {
  const t = useMessages(consentMessages);
  const form = useGrantForm(manager, from, manager.close);
  const known = useId();
  const { fields, set, error } = form;
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
          label={t("consent.subject")}
          hint={t("consent.grant.subject.hint")}
          error={fieldError(error, "subject_id")}
          required
        >
          <TextField
            value={fields.subject_id}
            onChange={(event) => set({ subject_id: event.target.value })}
          />
        </Field>
        <Field
          label={t("consent.purpose")}
          hint={t("consent.grant.purpose.hint")}
          error={fieldError(error, "purpose")}
          required
        >
          <TextField
            mono
            list={known}
            value={fields.purpose}
            onChange={(event) => set({ purpose: event.target.value })}
          />
        </Field>
        <datalist id={known}>
          {manager.purposes.map((purpose) => (
            <option key={purpose} value={purpose} />
          ))}
        </datalist>
        {form.renews && <Note>{t("consent.grant.renews", { subject: fields.subject_id.trim() })}</Note>}
        <Term form={form} />
        <Circumstances form={form} />
        <FormFailure error={error} fields={["subject_id", "purpose", "expires_at", "channel"]} />
      </DialogBody>
      <FormFooter busy={form.busy} disabled={!form.ready}>
        {t("consent.grant.submit")}
      </FormFooter>
    </form>
  );
}

function Term({ form }: { form: GrantForm }): ReactElement {
  const t = useMessages(consentMessages);
  const { fields, set, error } = form;
  return (
    <div className="st-form-halves">
      <Field label={t("consent.grant.term")} error={fieldError(error, "expires_at")}>
        <Select
          value={fields.term}
          onChange={(event) => set({ term: event.target.value as ConsentTerm })}
          options={CONSENT_TERMS.map((value) => ({ value, label: t(`consent.grant.term.${value}`) }))}
        />
      </Field>
      {fields.term === "date" && (
        <Field label={t("consent.grant.until")} required>
          <TextField
            type="date"
            value={fields.until}
            onChange={(event) => set({ until: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}

function Circumstances({ form }: { form: GrantForm }): ReactElement {
  const t = useMessages(consentMessages);
  const { fields, set, error } = form;
  return (
    <>
      <div className="st-form-halves">
        <Field label={t("consent.grant.basis")}>
          <Select
            value={fields.lawful_basis}
            onChange={(event) => set({ lawful_basis: event.target.value as LawfulBasis })}
            options={LAWFUL_BASES.map((value) => ({ value, label: t(`consent.basis.${value}`) }))}
          />
        </Field>
        <Field label={t("consent.grant.actor")}>
          <Select
            value={fields.actor}
            onChange={(event) => set({ actor: event.target.value as ConsentActor })}
            options={CONSENT_ACTORS.map((value) => ({ value, label: t(`consent.actor.${value}`) }))}
          />
        </Field>
      </div>
      <Field
        label={t("consent.grant.channel")}
        hint={t("consent.grant.channel.hint")}
        error={fieldError(error, "channel")}
        optional
      >
        <TextField value={fields.channel} onChange={(event) => set({ channel: event.target.value })} />
      </Field>
    </>
  );
}
