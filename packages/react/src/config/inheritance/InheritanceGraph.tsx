"use client";
import { Network } from "lucide-react";
import {
  forwardRef,
  type HTMLAttributes,
  type ReactElement,
  Suspense,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { formatNumber, useLocale, useMessages } from "../../i18n/index.ts";
import {
  Button,
  cx,
  EmptyState,
  ErrorState,
  later,
  Note,
  type Part,
  Skeleton,
  useErrorText,
} from "../../ui/index.ts";
import { useLayout } from "../../ui/tree/useLayout.ts";
import { FilterPills } from "../FilterPills.tsx";
import { inheritanceMessages } from "./inheritance.messages.ts";
import { INHERITANCE_STATES } from "./inheritance.ts";
import { stateIcons } from "./inheritance.words.tsx";
import {
  type Inheritance,
  type InheritanceOptions,
  type InheritanceShape,
  useInheritance,
} from "./useInheritance.ts";

const InheritanceDrawing = later(async () => (await import("./InheritanceDrawing.tsx")).InheritanceDrawing);
const InheritanceTable = later(async () => (await import("./InheritanceTable.tsx")).InheritanceTable);

export interface InheritanceGraphProps
  extends InheritanceOptions,
    Omit<HTMLAttributes<HTMLElement>, "children"> {
  /** The config key or the permission. */
  of: string;
  /** Default: `graph`, or `table` where there are less than 640 px for it. */
  defaultShape?: InheritanceShape | undefined;
}

/** What is narrower shows too few tenants of a drawing at once. */
const ROOM = 640;

/**
 * One config key or permission over the tree: where it is set, locked, overridden or hidden, for a tenant's chain and
 * for those below it. As a drawing to pan and zoom, or as a table with the same facts.
 */
export const InheritanceGraph: Part<InheritanceGraphProps, HTMLElement> = forwardRef<
  HTMLElement,
  InheritanceGraphProps
>(function InheritanceGraph(props, ref) {
  const { of: key, kind, tenantId, shape, defaultShape, onShapeChange, ...more } = props;
  const { selectedId, defaultSelectedId, onSelectedChange, ...rest } = more;
  const section = useRef<HTMLElement>(null);
  useImperativeHandle(ref, () => section.current as HTMLElement);
  const [narrow, setNarrow] = useState(false);
  useLayout(() => setNarrow((section.current?.clientWidth ?? ROOM) < ROOM), []);
  const [chosen, choose] = useState(defaultShape);
  const state = useInheritance(key, {
    ...props,
    shape: shape ?? chosen ?? (narrow ? "table" : "graph"),
    onShapeChange: (next) => {
      choose(next);
      onShapeChange?.(next);
    },
  });
  return (
    <section
      data-slot="inheritance-graph"
      {...rest}
      ref={section}
      className={cx("st-panel st-inheritance", rest.className)}
      data-state={state.chain.status}
      data-shape={state.shape}
    >
      <Panel of={key} state={state} />
    </section>
  );
});

function Panel({ of: key, state }: { of: string; state: Inheritance }): ReactElement {
  const t = useMessages(inheritanceMessages);
  const { chain, below, counts, nodes } = state;
  if (chain.isPending || (chain.isSuccess && below.isPending))
    return (
      <div aria-busy="true" data-slot="skeleton-panel">
        <Skeleton width={180} height={28} />
        <Skeleton width="100%" style={{ height: "var(--st-graph-height)" }} />
      </div>
    );
  if (chain.isError && !chain.data)
    return <ErrorState error={chain.error} onRetry={chain.refetch} retrying={chain.isRefetching} />;
  const silent = nodes.every((node) => node.state === "none") && !state.hasMore;
  if (silent && !below.isError)
    return (
      <EmptyState icon={<Network aria-hidden />} title={t("inheritance.empty.title")}>
        {t("inheritance.empty.text", { key })}
      </EmptyState>
    );
  return (
    <>
      <div className="st-panel-bar" data-slot="toolbar">
        <FilterPills
          label={t("inheritance.shape")}
          value={state.shape}
          onValueChange={state.setShape}
          options={[
            { value: "graph", label: t("inheritance.shape.graph") },
            { value: "table", label: t("inheritance.shape.table") },
          ]}
        />
        <Legend counts={counts} />
      </div>
      <Suspense fallback={<Skeleton width="100%" style={{ height: "var(--st-graph-height)" }} />}>
        {state.shape === "graph" ? (
          <InheritanceDrawing of={key} state={state} />
        ) : (
          <InheritanceTable of={key} state={state} />
        )}
      </Suspense>
      <More state={state} />
    </>
  );
}

/** What the icons and colours mean, with how many tenants there are of each. */
function Legend({ counts }: { counts: Inheritance["counts"] }): ReactElement {
  const t = useMessages(inheritanceMessages);
  const locale = useLocale();
  return (
    <ul className="st-legend" aria-label={t("inheritance.legend")} data-slot="legend">
      {INHERITANCE_STATES.filter((state) => counts[state] > 0).map((state) => (
        <li key={state} data-state={state}>
          {stateIcons[state]}
          {t(`inheritance.state.${state}`)}{" "}
          <span className="st-muted">{formatNumber(counts[state], locale)}</span>
        </li>
      ))}
    </ul>
  );
}

function More({ state }: { state: Inheritance }): ReactElement {
  const t = useMessages(inheritanceMessages);
  const errorText = useErrorText();
  const { below, nodes } = state;
  return (
    <div className="st-panel-bar">
      <span className="st-muted">{t("inheritance.shown", { count: nodes.length })}</span>
      {state.hasMore && (
        <Button size="sm" busy={state.loadingMore} onClick={state.showMore}>
          {t("inheritance.more")}
        </Button>
      )}
      {below.isError && (
        <Note tone="red" className="st-failed">
          <span>{t("inheritance.below.failed", { reason: errorText(below.error) })}</span>
          <Button size="sm" onClick={() => void (below.data ? below.fetchNextPage() : below.refetch())}>
            {t("inheritance.retry")}
          </Button>
        </Note>
      )}
    </div>
  );
}
