"use client";
import type { Json } from "@stratum-hq/core";
import type { ReactElement, ReactNode } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Note } from "../ui/Note.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { useErrorText } from "../ui/useErrorText.ts";
import { tenantsDialogMessages } from "./tenants.dialogs.messages.ts";
import type { useMovePreview } from "./useMovePreview.ts";

/** What a move would change, counted, with examples; and what would refuse it. */
export function MoveImpact({ preview }: { preview: ReturnType<typeof useMovePreview> }): ReactElement {
  const t = useMessages(tenantsDialogMessages);
  const errorText = useErrorText();
  if (preview.isError)
    return <Note tone="red">{t("tenants.move.noPreview", { reason: errorText(preview.error) })}</Note>;
  if (!preview.data) return <Skeleton width="100%" height={60} />;
  const { refusals, config, permissions, locks } = preview.data;
  if (refusals.length > 0)
    return (
      <Note tone="red">
        {refusals.map(({ code, message }) => (
          <p key={code}>{message}</p>
        ))}
      </Note>
    );
  if (config.count + permissions.count + locks.count === 0)
    return <p className="st-muted">{t("tenants.move.changesNothing")}</p>;
  return (
    <ul className="st-move-impact" data-slot="move-impact">
      <Change text={t("tenants.move.config", { count: config.count })} count={config.count}>
        {config.examples.map(({ tenant_id, name, key, before, after }) => (
          <li key={`${tenant_id} ${key}`}>
            <Before name={name} of={key} before={shown(before, t)} after={shown(after, t)} />
          </li>
        ))}
      </Change>
      <Change text={t("tenants.move.permissions", { count: permissions.count })} count={permissions.count}>
        {permissions.examples.map(({ tenant_id, name, key, before, after }) => (
          <li key={`${tenant_id} ${key}`}>
            <Before name={name} of={key} before={shown(before, t)} after={shown(after, t)} />
          </li>
        ))}
      </Change>
      <Change text={t("tenants.move.locks", { count: locks.count })} count={locks.count}>
        {locks.examples.map(({ feature, key, source_name, shadowed }) => (
          <li key={`${feature} ${key}`}>
            <code>{key}</code>{" "}
            {source_name && (
              <span className="st-muted">{t("tenants.move.lockedBy", { name: source_name })}</span>
            )}{" "}
            {shadowed > 0 && t("tenants.move.hides", { count: shadowed })}
          </li>
        ))}
      </Change>
    </ul>
  );
}

function Change({
  text,
  count,
  children,
}: {
  text: string;
  count: number;
  children: ReactNode;
}): ReactElement | null {
  if (count === 0) return null;
  return (
    <li>
      <details>
        <summary>{text}</summary>
        <ul>{children}</ul>
      </details>
    </li>
  );
}

function Before(props: { name: string; of: string; before: string; after: string }): ReactElement {
  return (
    <>
      <span className="st-move-whose">
        <code>{props.of}</code> <span>{props.name}</span>
      </span>{" "}
      <del>{props.before}</del>{" "}
      <span className="st-move-after">
        <span aria-hidden>→</span> <ins>{props.after}</ins>
      </span>
    </>
  );
}

type Side = { value: Json; masked?: boolean } | null;
function shown(side: Side, t: (key: "tenants.move.notSet" | "tenants.move.secret") => string): string {
  if (!side) return t("tenants.move.notSet");
  if (side.masked) return t("tenants.move.secret");
  return typeof side.value === "string" ? side.value : JSON.stringify(side.value);
}
