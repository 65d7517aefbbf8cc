"use client";
import type { CreateTenantInput, Tenant } from "@stratum-hq/core";
import { SLUG_REGEX, StratumError, TenantAlreadyExistsError } from "@stratum-hq/core/client";
import { type ReactElement, useEffect } from "react";
import { useForm } from "react-hook-form";
import { useMessages } from "../i18n/useMessages.ts";
import { DialogBody } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { FormFooter } from "../ui/FormFooter.tsx";
import { Note } from "../ui/Note.tsx";
import { Select } from "../ui/Select.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useErrorText } from "../ui/useErrorText.ts";
import { slugFrom } from "./slug.ts";
import { tenantsDialogMessages } from "./tenants.dialogs.messages.ts";
import type { TenantActions } from "./useTenantActions.ts";

type Isolation = NonNullable<CreateTenantInput["isolation_strategy"]>;
interface Form {
  name: string;
  slug: string;
  isolation_strategy: Isolation | "";
}
const ISOLATIONS: readonly Isolation[] = ["SHARED_RLS", "SCHEMA_PER_TENANT", "DB_PER_TENANT"];
const isIsolation = (word: string | undefined): word is Isolation => ISOLATIONS.some((one) => one === word);

export interface CreateTenantFormProps {
  /** The tenant to create below; null creates a root. */
  parent: Tenant | null;
  run: TenantActions["run"];
  /** Told while the form is being sent, when it must stay open. */
  onBusyChange: (busy: boolean) => void;
  onDone: () => void;
}

/** Asks for a name, proposes the slug from it until somebody writes their own, and puts refusals to their field. */
export function CreateTenantForm({ parent, run, onBusyChange, onDone }: CreateTenantFormProps): ReactElement {
  const t = useMessages(tenantsDialogMessages);
  const errorText = useErrorText();
  const { register, handleSubmit, setValue, setError, setFocus, formState } = useForm<Form>({
    // A root has nothing to take after.
    defaultValues: { name: "", slug: "", isolation_strategy: parent ? "" : "SHARED_RLS" },
  });
  const { errors, isSubmitting, dirtyFields } = formState;
  useEffect(() => onBusyChange(isSubmitting), [isSubmitting, onBusyChange]);
  // The dialog moves the focus before the form has come.
  useEffect(() => setFocus("name"), [setFocus]);

  const submit = handleSubmit(async ({ name, slug, isolation_strategy }) => {
    const input: CreateTenantInput = {
      name,
      slug,
      parent_id: parent?.id ?? null,
      ...(isolation_strategy && { isolation_strategy }),
    };
    try {
      if (await run({ action: "create", input })) onDone();
    } catch (error) {
      if (error instanceof TenantAlreadyExistsError) {
        setError("slug", { message: t("tenants.create.slug.taken") }, { shouldFocus: true });
        return;
      }
      const fields = error instanceof StratumError ? (error.details.errors ?? []) : [];
      const own = fields.filter(({ path }) => path === "body.name" || path === "body.slug");
      for (const { path, message } of own) setError(path === "body.name" ? "name" : "slug", { message });
      const first = own[0];
      if (first) setFocus(first.path === "body.name" ? "name" : "slug");
      else setError("root", { message: errorText(error) });
    }
  });

  const inherited = isIsolation(parent?.isolation_strategy)
    ? t("tenants.create.isolation.inheritOf", {
        isolation: t(`tenants.isolation.${parent.isolation_strategy}`),
      })
    : t("tenants.create.isolation.inherit");
  const choices = ISOLATIONS.map((value) => ({
    value: value as string,
    label: t(`tenants.isolation.${value}`),
  }));
  return (
    <form className="st-dialog-form" noValidate onSubmit={submit}>
      <DialogBody>
        <Field label={t("tenants.create.name")} error={errors.name?.message} required>
          <TextField
            maxLength={255}
            {...register("name", {
              validate: (name) => name.trim() !== "" || t("tenants.create.name.required"),
              onChange: (event: { target: { value: string } }) => {
                if (!dirtyFields.slug)
                  setValue("slug", slugFrom(event.target.value), {
                    shouldValidate: formState.isSubmitted,
                  });
              },
            })}
          />
        </Field>
        <Field
          label={t("tenants.create.slug")}
          hint={t("tenants.create.slug.hint")}
          error={errors.slug?.message}
          required
        >
          <TextField
            mono
            spellCheck={false}
            autoCapitalize="none"
            {...register("slug", {
              pattern: { value: SLUG_REGEX, message: t("tenants.create.slug.invalid") },
              required: t("tenants.create.slug.invalid"),
            })}
          />
        </Field>
        <Field label={t("tenants.create.isolation")}>
          <Select
            options={parent ? [{ value: "", label: inherited }, ...choices] : choices}
            {...register("isolation_strategy")}
          />
        </Field>
        {errors.root?.message && <Note tone="red">{errors.root.message}</Note>}
      </DialogBody>
      <FormFooter busy={isSubmitting}>{t("tenants.create.submit")}</FormFooter>
    </form>
  );
}
