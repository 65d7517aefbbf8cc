"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { accessMessages } from "./access.messages.ts";
import { widestLevel } from "./scope-levels.ts";

/** Says scopes in words: the widest of the levels, and secrets apart. */
export function useScopeWords(): (scopes: readonly string[]) => string {
  const t = useMessages(accessMessages);
  return (scopes) => {
    const level = widestLevel(scopes);
    const secrets = scopes.includes("secrets:read") && t("access.scope.secrets");
    return [level && t(`access.scope.${level}`), secrets].filter(Boolean).join(" · ");
  };
}

/** Scopes in words. */
export function ScopeWords({ scopes }: { scopes: readonly string[] }): ReactElement {
  return <>{useScopeWords()(scopes)}</>;
}
