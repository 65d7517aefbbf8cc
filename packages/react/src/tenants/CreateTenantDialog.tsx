"use client";
import type { CreateTenantInput, Tenant } from "@stratum-hq/core";
import { SLUG_REGEX, StratumError, TenantAlreadyExistsError } from "@stratum-hq/core/client";
import { type ReactElement, useEffect } from "react";
import { useForm } from "react-hook-form";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Note } from "../ui/Note.tsx";
import { Select } from "../ui/Select.tsx";
import { TextField } from "../ui/TextField.tsx";
import { uiMessages } from "../ui/ui.messages.ts";
import { useErrorText } from "../ui/useErrorText.ts";
import { slugFrom } from "./slug.ts";
import { tenantsMessages } from "./tenants.messages.ts";
import type { TenantActions } from "./useTenantActions.ts";

type Isolation = NonNullable<CreateTenantInput["isolation_strategy"]>;
interface Form {
  name: string;
  slug: string;
  isolation_strategy: Isolation | "";
}
const ISOLATIONS: readonly Isolation[] = ["SHARED_RLS", "SCHEMA_PER_TENANT", "DB_PER_TENANT"];
const isIsolation = (word: string | undefined): word is Isolation => ISOLATIONS.some((one) => one === word);

export interface CreateTenantDialogProps {
  /** The tenant to create below; null creates a root. */
  parent: Tenant | null;
  run: TenantActions["run"];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks for a name, proposes the slug from it until somebody writes their own, and puts refusals to their field. */
export function CreateTenantDialog({
  parent,
  run,
  open,
  onOpenChange,
}: CreateTenantDialogProps): ReactElement {
  const t = useMessages(tenantsMessages);
  const ui = useMessages(uiMessages);
  const errorText = useErrorText();
  const { register, handleSubmit, setValue, setError, reset, setFocus, formState } = useForm<Form>({
    defaultValues: { name: "", slug: "", isolation_strategy: "" },
  });
  const { errors, isSubmitting, dirtyFields } = formState;
  useEffect(() => {
    if (open) reset();
  }, [open, reset]);

  const submit = handleSubmit(async ({ name, slug, isolation_strategy }) => {
    const input: CreateTenantInput = {
      name,
      slug,
      parent_id: parent?.id ?? null,
      ...(isolation_strategy && { isolation_strategy }),
    };
    try {
      if (await run({ action: "create", input })) onOpenChange(false);
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
    <Dialog open={open} onOpenChange={(next) => !isSubmitting && onOpenChange(next)}>
      <DialogContent
        title={parent ? t("tenants.create.title") : t("tenants.create.titleRoot")}
        description={parent && t("tenants.create.below", { name: parent.name })}
      >
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
          <DialogFooter>
            <DialogClose asChild>
              <Button disabled={isSubmitting}>{ui("ui.cancel")}</Button>
            </DialogClose>
            <Button variant="primary" type="submit" busy={isSubmitting}>
              {t("tenants.create.submit")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
