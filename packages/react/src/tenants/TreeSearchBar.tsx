"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { SearchField } from "../ui/SearchField.tsx";
import { tenantsMessages } from "./tenants.messages.ts";
import type { TenantTreeView } from "./useTenantTreeView.ts";

/** The field over a tree that searches the whole forest. */
export function TreeSearchBar({ view }: { view: TenantTreeView }): ReactElement {
  const t = useMessages(tenantsMessages);
  const { forest, tree, query, setQuery } = view;
  return (
    <>
      <SearchField
        aria-label={t("tenants.tree.search")}
        placeholder={t("tenants.tree.search")}
        value={query}
        onValueChange={setQuery}
        onKeyDown={(event) => {
          const first = forest.outline.at(0);
          if (event.key === "ArrowDown" && first) {
            event.preventDefault();
            tree.focusRow(first.key);
          }
          if (event.key === "Escape" && query) setQuery("");
        }}
      />
      <span role="status" className="st-sr-only">
        {forest.hits && forest.state === "ready" && t("tenants.tree.hits", { count: forest.hits.size })}
      </span>
    </>
  );
}
