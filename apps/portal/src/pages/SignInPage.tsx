import { Button, Field, Note, TextField, useErrorText, useMessages } from "@stratum-hq/react";
import { UnauthorizedError, ValidationError } from "@stratum-hq/sdk";
import { type FormEvent, type ReactElement, useState } from "react";
import { portalMessages } from "../portal.messages.ts";
import type { Session } from "../session.ts";
import { Brand } from "../shell/Brand.tsx";

export interface SignInPageProps {
  session: Session;
  /** Somebody was signed in, and is no more. */
  ended: boolean;
  /** There are changes to go on with. */
  kept: boolean;
}

/** Asks for an API key and hands it to the server. The field is emptied at once; nothing keeps the key here. */
export function SignInPage({ session, ended, kept }: SignInPageProps): ReactElement {
  const t = useMessages(portalMessages);
  const errorText = useErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const key = String(new FormData(form).get("key")).trim();
    form.reset();
    if (busy) return;
    if (key === "") return setProblem(t("portal.signIn.key.required"));
    setBusy(true);
    try {
      await session.signIn(key);
    } catch (error) {
      const refused = error instanceof UnauthorizedError || error instanceof ValidationError;
      setProblem(refused ? t("portal.signIn.key.refused") : errorText(error));
      setBusy(false);
      form.querySelector("input")?.focus();
    }
  };

  return (
    <main className="portal-lone">
      <title>{t("portal.signIn.title")}</title>
      <form className="st-card portal-sign-in" onSubmit={(event) => void submit(event)} noValidate>
        <Brand />
        <div>
          <h1 className="portal-title">{t("portal.signIn.title")}</h1>
          <p className="st-muted">{t("portal.signIn.text")}</p>
        </div>
        {ended && (
          <Note tone="blue">
            {t("portal.signIn.ended")} {kept && t("portal.signIn.kept")}
          </Note>
        )}
        <Field label={t("portal.signIn.key")} hint={t("portal.signIn.key.hint")} error={problem} required>
          <TextField name="key" type="password" mono autoFocus spellCheck={false} />
        </Field>
        <Button type="submit" variant="primary" busy={busy}>
          {t("portal.signIn.submit")}
        </Button>
      </form>
    </main>
  );
}
