"use client";
import { FlaskConical, KeyRound, Plus, SearchX } from "lucide-react";
import { forwardRef, type HTMLAttributes, type ReactElement, type ReactNode, Suspense } from "react";
import { FilterPills, ORIGINS } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { Button, cx, EmptyState, ErrorState, later, Note, type Part, SearchField } from "../ui/index.ts";
import { PanelBar } from "../ui/PanelBar.tsx";
import { PermissionSkeleton, PermissionTable } from "./PermissionTable.tsx";
import { permissionMessages } from "./permissions.messages.ts";
import {
  type PermissionEditorOptions,
  type PermissionEditorState,
  usePermissionEditor,
} from "./usePermissionEditor.ts";

const PermissionDialogs = later(async () => (await import("./PermissionDialogs.tsx")).PermissionDialogs);

export interface PermissionEditorProps
  extends PermissionEditorOptions,
    Omit<HTMLAttributes<HTMLElement>, "children"> {}

/**
 * A tenant's effective permissions: what holds, who decides it, and what those below may do with it. Offers only what
 * the rules allow at this tenant, and says why not more. Before anything is saved it shows who would gain and who would
 * lose; a draft can be tried without saving it.
 */
export const PermissionEditor: Part<PermissionEditorProps, HTMLElement> = forwardRef<
  HTMLElement,
  PermissionEditorProps
>(function PermissionEditor(props, ref) {
  const { tenantId, query, defaultQuery, onQueryChange, readOnly, onBeforeChange, ...more } = props;
  const { onAfterChange, openKey, defaultOpenKey, onOpenKeyChange, ...rest } = more;
  const editor = usePermissionEditor(props);
  return (
    <section
      data-slot="permission-editor"
      {...rest}
      ref={ref}
      className={cx("st-panel st-permissions", rest.className)}
      data-state={editor.permissions.status}
    >
      <Panel editor={editor} />
      {editor.task && (
        <Suspense fallback={null}>
          <PermissionDialogs editor={editor} task={editor.task} />
        </Suspense>
      )}
    </section>
  );
});

function Panel({ editor }: { editor: PermissionEditorState }): ReactElement {
  const t = useMessages(permissionMessages);
  const { permissions } = editor;
  if (permissions.isPending) return <PermissionSkeleton />;
  if (permissions.isError && !permissions.data)
    return (
      <ErrorState
        error={permissions.error}
        onRetry={permissions.refetch}
        retrying={permissions.isRefetching}
      />
    );
  const add = (variant: "primary" | "secondary"): ReactElement => (
    <Button variant={variant} icon={<Plus aria-hidden />} onClick={() => editor.open({ kind: "add" })}>
      {t("permissions.add")}
    </Button>
  );
  return (
    <>
      {editor.readOnly && <Note>{t("permissions.readOnly")}</Note>}
      {editor.rows.length === 0 ? (
        <EmptyState
          icon={<KeyRound aria-hidden />}
          title={t("permissions.empty.title")}
          action={editor.readOnly ? undefined : add("primary")}
        >
          {t("permissions.empty.text")}
        </EmptyState>
      ) : (
        <>
          <Toolbar editor={editor}>{!editor.readOnly && add("secondary")}</Toolbar>
          {editor.shown.length > 0 ? (
            <PermissionTable editor={editor} />
          ) : (
            <EmptyState
              icon={<SearchX aria-hidden />}
              title={t("permissions.none.title")}
              action={<Button onClick={() => editor.setQuery("")}>{t("permissions.none.clear")}</Button>}
            >
              {t("permissions.none.text", { query: editor.query })}
            </EmptyState>
          )}
        </>
      )}
    </>
  );
}

function Toolbar({ editor, children }: { editor: PermissionEditorState; children: ReactNode }): ReactElement {
  const t = useMessages(permissionMessages);
  return (
    <PanelBar
      actions={
        <>
          <Button
            variant="ghost"
            icon={<FlaskConical aria-hidden />}
            onClick={() => editor.open({ kind: "simulate" })}
          >
            {t("permissions.simulate")}
          </Button>
          {children}
        </>
      }
    >
      <SearchField
        className="st-panel-search"
        aria-label={t("permissions.search")}
        placeholder={t("permissions.searchHint")}
        value={editor.query}
        onValueChange={editor.setQuery}
      />
      <FilterPills
        label={t("permissions.filter")}
        value={editor.origin ?? "all"}
        onValueChange={(origin) => editor.setOrigin(origin === "all" ? null : origin)}
        options={[
          { value: "all", label: t("permissions.filter.all"), count: editor.rows.length },
          ...ORIGINS.map((value) => ({
            value,
            label: t(`permissions.filter.${value}`),
            count: editor.counts[value],
          })),
        ]}
      />
    </PanelBar>
  );
}
