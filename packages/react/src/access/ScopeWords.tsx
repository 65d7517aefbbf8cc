"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { accessMessages } from "./access.messages.ts";
import { widestLevel } from "./scope-levels.ts";

/** Says scopes in words: the widest of the levels, and secrets apart. */
export function useScopeWords(): (scopes: readonly string[]) => string[] {
  const t = useMessages(accessMessages);
  return (scopes) => {
    const level = widestLevel(scopes);
    return [
      ...(level ? [t(`access.scope.${level}`)] : []),
      ...(scopes.includes("secrets:read") ? [t("access.scope.secrets")] : []),
    ];
  };
}

/** Scopes in words. Those of one stay together where they can. */
export function ScopeWords({ scopes }: { scopes: readonly string[] }): ReactElement {
  const [first, second] = useScopeWords()(scopes);
  return (
    <>
      <span className="st-scope">{first}</span>
      {second && (
        <>
          {" · "}
          <span className="st-scope">{second}</span>
        </>
      )}
    </>
  );
}
