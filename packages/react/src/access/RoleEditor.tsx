"use client";
import { forwardRef, type HTMLAttributes, lazy, Suspense } from "react";
import { cx, type Part } from "../ui/index.ts";
import { AccessSkeleton } from "./AccessSkeleton.tsx";
import { type RoleEditorOptions, useRoleEditor } from "./useRoleEditor.ts";

// Comes while the roles are waited for.
const Panel = lazy(() => import("./RolePanel.tsx").then((file) => ({ default: file.RolePanel })));

export interface RoleEditorProps extends RoleEditorOptions, Omit<HTMLAttributes<HTMLElement>, "children"> {}

/**
 * The roles that can be held at a tenant: what each gives, where it comes from and who holds it; to make, change and
 * delete those of the tenant, and to give any of them and take them away.
 */
export const RoleEditor: Part<RoleEditorProps, HTMLElement> = forwardRef<HTMLElement, RoleEditorProps>(
  function RoleEditor(props, ref) {
    const { tenantId, readOnly, onBeforeChange, onAfterChange, ...rest } = props;
    const editor = useRoleEditor(props);
    return (
      <section
        data-slot="role-editor"
        {...rest}
        ref={ref}
        className={cx("st-panel st-access", rest.className)}
        data-state={editor.roles.status}
      >
        <Suspense fallback={<AccessSkeleton table="st-role-table" />}>
          <Panel editor={editor} />
        </Suspense>
      </section>
    );
  },
);
