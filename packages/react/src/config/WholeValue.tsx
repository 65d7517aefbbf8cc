"use client";
import type { Json } from "@stratum-hq/core";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { configMessages } from "./config.messages.ts";
import { shortPrint, toText } from "./config.values.ts";

export interface WholeValueProps {
  of: { value: Json; masked: boolean; fingerprint: string | null };
}

/** A value on all of its lines, as code; a secret in words, so that nobody takes its fingerprint for it. */
export function WholeValue({ of }: WholeValueProps): ReactElement {
  const t = useMessages(configMessages);
  if (!of.masked) return <pre className="st-chain-value">{toText(of.value)}</pre>;
  return (
    <p className="st-chain-value">{t("config.secret.hidden", { fingerprint: shortPrint(of.fingerprint) })}</p>
  );
}
