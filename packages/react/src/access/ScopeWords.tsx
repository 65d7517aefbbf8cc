"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { accessMessages } from "./access.messages.ts";
import { widestLevel } from "./scope-levels.ts";

/** Says scopes in words: the widest of the levels, and secrets apart. The words of one stay together. */
export function useScopeWords(): (scopes: readonly string[]) => string {
  const t = useMessages(accessMessages);
  return (scopes) => {
    const level = widestLevel(scopes);
    const words = [
      ...(level ? [t(`access.scope.${level}`)] : []),
      ...(scopes.includes("secrets:read") ? [t("access.scope.secrets")] : []),
    ];
    return words.map((word) => word.replaceAll(" ", "\u00a0")).join(" · ");
  };
}

/** Scopes in words. */
export function ScopeWords({ scopes }: { scopes: readonly string[] }): ReactElement {
  return <>{useScopeWords()(scopes)}</>;
}
