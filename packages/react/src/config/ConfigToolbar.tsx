"use client";
import { GitCompareArrows, Plus } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, SearchField, Tooltip } from "../ui/index.ts";
import { PanelBar } from "../ui/PanelBar.tsx";
import { configMessages } from "./config.messages.ts";
import { FilterPills } from "./FilterPills.tsx";
import { ORIGINS } from "./origin-rows.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";

/** Search, filters by origin with their counts, and the way to add a key. */
export function ConfigToolbar({
  editor,
  onAdd,
}: {
  editor: ConfigEditorState;
  onAdd: () => void;
}): ReactElement {
  const t = useMessages(configMessages);
  return (
    <PanelBar
      actions={
        <>
          <Tooltip content={t("config.compare")}>
            <Button
              variant="ghost"
              aria-label={t("config.compare")}
              icon={<GitCompareArrows aria-hidden />}
              onClick={() => editor.ask({ action: "compare" })}
            >
              {t("config.compare.short")}
            </Button>
          </Tooltip>
          {!editor.readOnly && (
            <Button icon={<Plus aria-hidden />} onClick={onAdd}>
              {t("config.add")}
            </Button>
          )}
        </>
      }
    >
      <SearchField
        className="st-panel-search"
        aria-label={t("config.search")}
        placeholder={t("config.searchHint")}
        value={editor.query}
        onValueChange={editor.setQuery}
      />
      <FilterPills
        label={t("config.filter")}
        value={editor.origin ?? "all"}
        onValueChange={(origin) => editor.setOrigin(origin === "all" ? null : origin)}
        options={[
          { value: "all", label: t("config.filter.all"), count: editor.counts.all },
          ...ORIGINS.map((value) => ({
            value,
            label: t(`config.filter.${value}`),
            count: editor.counts[value],
          })),
        ]}
      />
    </PanelBar>
  );
}
