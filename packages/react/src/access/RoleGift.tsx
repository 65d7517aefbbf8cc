"use client";
import type { Role } from "@stratum-hq/core";
import type { ReactElement } from "react";
import { FormFailure, fieldError } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { Button, Field, Note, Select, TextField, useErrorText } from "../ui/index.ts";
import { rolesMessages } from "./roles.messages.ts";
import { useScopeWords } from "./ScopeWords.tsx";
import type { RoleEditorState } from "./useRoleEditor.ts";
import { type RoleGift as Gift, type RoleGiftFields, useRoleGift } from "./useRoleGift.ts";

/** Asks whom a role shall be given to; says so if the caller cannot give it. */
export function RoleGift({ editor, role }: { editor: RoleEditorState; role: Role }): ReactElement {
  const t = useMessages(rolesMessages);
  const words = useScopeWords();
  const gift = useRoleGift(editor, role);
  const { fields, set, ready, busy, error, lacking } = gift;
  if (lacking.length > 0)
    return <Note tone="amber">{t("roles.give.lacking", { scopes: words(lacking).join(" · ") })}</Note>;
  return (
    <form
      className="st-role-gift"
      onSubmit={(event) => {
        event.preventDefault();
        void gift.submit();
      }}
    >
      <Field label={t("roles.give.to")}>
        <Select
          value={fields.kind}
          onChange={(event) => set({ kind: event.target.value as RoleGiftFields["kind"] })}
          options={(["principal", "key"] as const).map((value) => ({
            value,
            label: t(`roles.give.${value}`),
          }))}
        />
      </Field>
      {fields.kind === "principal" ? (
        <Field
          label={t("roles.give.id")}
          hint={t("roles.give.id.hint")}
          error={fieldError(error, "principal_id")}
          required
        >
          <TextField value={fields.principal} onChange={(event) => set({ principal: event.target.value })} />
        </Field>
      ) : (
        <KeyField gift={gift} />
      )}
      <FormFailure error={error} fields={["principal_id"]} />
      <Button type="submit" variant="primary" busy={busy} disabled={!ready}>
        {t("roles.give")}
      </Button>
    </form>
  );
}

function KeyField({ gift: { fields, set, keys, keyQuery } }: { gift: Gift }): ReactElement {
  const t = useMessages(rolesMessages);
  const errorText = useErrorText();
  const none = keyQuery.isSuccess && !keyQuery.hasNextPage && keys.length === 0;
  return (
    <>
      <Field
        label={t("roles.give.which")}
        hint={none && t("roles.give.noKey")}
        error={keyQuery.isError && errorText(keyQuery.error)}
        required
      >
        <Select
          value={fields.key}
          disabled={keyQuery.isPending || none}
          onChange={(event) => set({ key: event.target.value })}
          options={[
            { value: "", label: t("roles.give.choose"), disabled: true },
            ...keys.map(({ id, name, hint }) => ({ value: id, label: `${name} (…${hint})` })),
          ]}
        />
      </Field>
      {keyQuery.hasNextPage && (
        <Button size="sm" busy={keyQuery.isFetchingNextPage} onClick={() => void keyQuery.fetchNextPage()}>
          {t("roles.give.moreKeys")}
        </Button>
      )}
    </>
  );
}
