"use client";
import { Plus, SearchX, SlidersHorizontal } from "lucide-react";
import { forwardRef, type HTMLAttributes, type ReactElement, Suspense, useState } from "react";
import { useMessages } from "../i18n/index.ts";
import { SwitchGuard } from "../provider/index.ts";
import { Button, cx, EmptyState, ErrorState, later, Note, type Part } from "../ui/index.ts";
import { ConfigSkeleton } from "./ConfigSkeleton.tsx";
import { ConfigTable } from "./ConfigTable.tsx";
import { ConfigToolbar } from "./ConfigToolbar.tsx";
import { configMessages } from "./config.messages.ts";
import { type ConfigEditorOptions, type ConfigEditorState, useConfigEditor } from "./useConfigEditor.ts";

const ConfigDialogs = later(async () => (await import("./ConfigDialogs.tsx")).ConfigDialogs);
const DraftTray = later(async () => (await import("./DraftTray.tsx")).DraftTray);

export interface ConfigEditorProps
  extends ConfigEditorOptions,
    Omit<HTMLAttributes<HTMLElement>, "children"> {}

/**
 * A tenant's effective config: where each value comes from, what may be changed here, and what a change does below.
 * Changes are collected, can be taken back step by step, reviewed, and are saved together.
 */
export const ConfigEditor: Part<ConfigEditorProps, HTMLElement> = forwardRef<HTMLElement, ConfigEditorProps>(
  function ConfigEditor(props, ref) {
    const { tenantId, query, defaultQuery, onQueryChange, readOnly, commit, ...more } = props;
    const { openKey, defaultOpenKey, onOpenKeyChange, ...others } = more;
    const { onBeforeChange, onAfterChange, onBeforeSave, onAfterSave, ...rest } = others;
    const editor = useConfigEditor(props);
    return (
      <section
        data-slot="config-editor"
        {...rest}
        ref={ref}
        className={cx("st-panel st-config", rest.className)}
        data-state={editor.config.status}
        data-drafts={editor.drafts.count || undefined}
      >
        <ConfigPanel key={editor.tenantId} editor={editor} />
        <SwitchGuard changes={editor.drafts.count} onDiscard={editor.drafts.forget} />
      </section>
    );
  },
);

function ConfigPanel({ editor }: { editor: ConfigEditorState }): ReactElement {
  const t = useMessages(configMessages);
  const [adding, setAdding] = useState(false);
  const { config, removing, drafts } = editor;
  if (config.isPending) return <ConfigSkeleton />;
  if (config.isError && !config.data)
    return <ErrorState error={config.error} onRetry={config.refetch} retrying={config.isRefetching} />;
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
      {t("config.add")}
    </Button>
  );
  return (
    <>
      {editor.readOnly && <Note>{t("config.readOnly")}</Note>}
      {editor.rows.length === 0 ? (
        <EmptyState
          icon={<SlidersHorizontal aria-hidden />}
          title={t("config.empty.title")}
          action={editor.readOnly ? undefined : add}
        >
          {t("config.empty.text")}
        </EmptyState>
      ) : (
        <>
          <ConfigToolbar editor={editor} onAdd={() => setAdding(true)} />
          {editor.shown > 0 ? (
            <ConfigTable editor={editor} />
          ) : (
            <EmptyState
              icon={<SearchX aria-hidden />}
              title={t("config.none.title")}
              action={<Button onClick={() => editor.setQuery("")}>{t("config.none.clear")}</Button>}
            >
              {t("config.none.text", { query: editor.query })}
            </EmptyState>
          )}
        </>
      )}
      <Suspense fallback={null}>
        {(drafts.count > 0 || drafts.canUndo || drafts.canRedo) && <DraftTray editor={editor} />}
      </Suspense>
      {/* On its own: while the tray is fetched, a dialog beside it would be taken away, and open anew. */}
      <Suspense fallback={null}>
        {(adding || removing || editor.asking) && (
          <ConfigDialogs editor={editor} adding={adding} onAddingChange={setAdding} />
        )}
      </Suspense>
    </>
  );
}
