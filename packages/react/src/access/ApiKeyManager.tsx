"use client";
import { forwardRef, type HTMLAttributes, lazy, Suspense } from "react";
import { cx, type Part } from "../ui/index.ts";
import { AccessSkeleton } from "./AccessSkeleton.tsx";
import { type ApiKeyManagerOptions, useApiKeyManager } from "./useApiKeyManager.ts";

// Comes while the keys are waited for.
const Panel = lazy(() => import("./ApiKeyPanel.tsx").then((file) => ({ default: file.ApiKeyPanel })));

export interface ApiKeyManagerProps
  extends ApiKeyManagerOptions,
    Omit<HTMLAttributes<HTMLElement>, "children"> {}

/**
 * A tenant's API keys: what each may do, when it was used and when it ends; to make one, whose text is shown once, to
 * rotate one with an overlap, and to revoke one.
 */
export const ApiKeyManager: Part<ApiKeyManagerProps, HTMLElement> = forwardRef<
  HTMLElement,
  ApiKeyManagerProps
>(function ApiKeyManager(props, ref) {
  const { tenantId, readOnly, onBeforeChange, onAfterChange, ...rest } = props;
  const manager = useApiKeyManager(props);
  return (
    <section
      data-slot="api-key-manager"
      {...rest}
      ref={ref}
      className={cx("st-panel st-access", rest.className)}
      data-state={manager.keys.status}
    >
      <Suspense fallback={<AccessSkeleton table="st-access-table" />}>
        <Panel manager={manager} />
      </Suspense>
    </section>
  );
});
