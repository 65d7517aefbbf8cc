"use client";
import { Plus, SearchX, SlidersHorizontal } from "lucide-react";
import { forwardRef, type HTMLAttributes, type ReactElement, useState } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, ConfirmDialog, cx, EmptyState, ErrorState, Note, type Part } from "../ui/index.ts";
import { AddConfigDialog } from "./AddConfigDialog.tsx";
import { ConfigSkeleton } from "./ConfigSkeleton.tsx";
import { ConfigTable } from "./ConfigTable.tsx";
import { ConfigToolbar } from "./ConfigToolbar.tsx";
import { configMessages } from "./config.messages.ts";
import { type ConfigEditorOptions, type ConfigEditorState, useConfigEditor } from "./useConfigEditor.ts";

export interface ConfigEditorProps
  extends ConfigEditorOptions,
    Omit<HTMLAttributes<HTMLElement>, "children"> {}

/**
 * A tenant's effective config: where each value comes from, what may be changed here, and what a change does below.
 * Edits show at once and are taken back, with the reason beside the row, if the server refuses them.
 */
export const ConfigEditor: Part<ConfigEditorProps, HTMLElement> = forwardRef<HTMLElement, ConfigEditorProps>(
  function ConfigEditor(props, ref) {
    const { tenantId, query, defaultQuery, onQueryChange, readOnly, onBeforeChange, onAfterChange, ...rest } =
      props;
    const editor = useConfigEditor(props);
    return (
      <section
        data-slot="config-editor"
        {...rest}
        ref={ref}
        className={cx("st-panel st-config", rest.className)}
        data-state={editor.config.status}
      >
        <ConfigPanel key={editor.tenantId} editor={editor} />
      </section>
    );
  },
);

function ConfigPanel({ editor }: { editor: ConfigEditorState }): ReactElement {
  const t = useMessages(configMessages);
  const [adding, setAdding] = useState(false);
  const { config, removing } = editor;
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
      <AddConfigDialog editor={editor} open={adding} onOpenChange={setAdding} />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && editor.cancelRemove()}
        title={t("config.remove.title", { key: removing?.key ?? "" })}
        description={t("config.remove.text", { key: removing?.key ?? "" })}
        confirmLabel={t("config.remove")}
        onConfirm={editor.confirmRemove}
      />
    </>
  );
}
