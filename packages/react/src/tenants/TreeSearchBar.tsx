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
          const first = firstOf(forest);
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

/** The first row that was found; without a search the first one. */
function firstOf({ outline, hits }: TenantTreeView["forest"]): ReturnType<typeof outline.at> {
  const found = [...(hits ?? [])].map((id) => outline.indexOf(id)).filter((index) => index >= 0);
  return outline.at(hits ? Math.min(...found) : 0);
}
