"use client";
import { Maximize, Minus, Plus } from "lucide-react";
import * as Direction from "radix-ui/direction";
import { type KeyboardEvent, type ReactElement, useId, useMemo, useRef } from "react";
import { useMessages } from "../../i18n/index.ts";
import { IconButton } from "../../ui/index.ts";
import { edgePath, mirrored, NODE, type PlacedNode, type Step } from "./inheritance.layout.ts";
import { inheritanceMessages } from "./inheritance.messages.ts";
import { reachingText, stateIcons } from "./inheritance.words.tsx";
import type { Inheritance } from "./useInheritance.ts";
import { useViewport, type Viewport } from "./useViewport.ts";

const KEYS: Readonly<Record<string, Step>> = {
  ArrowRight: "forward",
  ArrowLeft: "back",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};
const TURNED: Readonly<Partial<Record<Step, Step>>> = { forward: "back", back: "forward" };
/** How far Shift and an arrow key move the drawing, in pixels. */
const PAN = 60;
const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [-PAN, 0],
  ArrowLeft: [PAN, 0],
  ArrowUp: [0, PAN],
  ArrowDown: [0, -PAN],
};

/** The tree as a drawing: one tab stop, arrow keys along the tree, and ways to pan and zoom by pointer and keys. */
export function InheritanceDrawing({ of: key, state }: { of: string; state: Inheritance }): ReactElement {
  const t = useMessages(inheritanceMessages);
  const rtl = Direction.useDirection() === "rtl";
  const hint = useId();
  const frame = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => (rtl ? mirrored(state.layout) : state.layout), [rtl, state.layout]);
  const byId = useMemo(() => new Map(layout.placed.map((one) => [one.node.tenant_id, one])), [layout]);
  const boxOf = (id: string) => {
    const { x, y } = byId.get(id) ?? { x: 0, y: 0 };
    return { id, x, y, width: NODE.width, height: NODE.height };
  };
  const viewport = useViewport(frame, layout, boxOf(state.selected?.tenant_id ?? state.tenantId));
  const { view } = viewport;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pan = event.shiftKey ? PANS[event.key] : undefined;
    const step = KEYS[event.key];
    if (pan) viewport.pan(...pan);
    else if (step) {
      const next = state.step((rtl && TURNED[step]) || step);
      frame.current?.querySelector<HTMLElement>(`[data-node="${next}"]`)?.focus({ preventScroll: true });
    } else if (event.key === "+" || event.key === "=") viewport.zoomIn();
    else if (event.key === "-") viewport.zoomOut();
    else if (event.key === "0") viewport.fit();
    else return;
    event.preventDefault();
  };

  return (
    <div className="st-graph" data-slot="inheritance-drawing">
      <div
        ref={frame}
        className="st-graph-window"
        data-dragging={viewport.dragging || undefined}
        {...viewport.pointer}
      >
        <div
          className="st-graph-sheet"
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        >
          <Lines placed={layout.placed} byId={byId} width={layout.width} height={layout.height} />
          <div
            role="tree"
            aria-label={t("inheritance.label", { key })}
            aria-describedby={hint}
            onKeyDown={onKeyDown}
          >
            {layout.placed.map((placed) => (
              <Node
                key={placed.node.tenant_id}
                placed={placed}
                state={state}
                onFocus={() => viewport.reveal(boxOf(placed.node.tenant_id))}
              />
            ))}
          </div>
        </div>
      </div>
      <p id={hint} className="st-sr-only">
        {t("inheritance.hint")}
      </p>
      <Zoom viewport={viewport} />
    </div>
  );
}

function Zoom({ viewport }: { viewport: Viewport }): ReactElement {
  const t = useMessages(inheritanceMessages);
  return (
    <div className="st-graph-zoom" data-slot="zoom">
      <IconButton
        size="sm"
        label={t("inheritance.zoomIn")}
        icon={<Plus aria-hidden />}
        onClick={viewport.zoomIn}
      />
      <IconButton
        size="sm"
        label={t("inheritance.zoomOut")}
        icon={<Minus aria-hidden />}
        onClick={viewport.zoomOut}
      />
      <IconButton
        size="sm"
        label={t("inheritance.fit")}
        icon={<Maximize aria-hidden />}
        onClick={viewport.fit}
      />
    </div>
  );
}

function Lines(props: {
  placed: readonly PlacedNode[];
  byId: ReadonlyMap<string, PlacedNode>;
  width: number;
  height: number;
}): ReactElement {
  const { placed, byId, width, height } = props;
  return (
    <svg className="st-graph-lines" width={width} height={height} aria-hidden focusable="false">
      {placed.map((to) => {
        const from = to.node.parent_id === null ? undefined : byId.get(to.node.parent_id);
        return from && <path key={to.node.tenant_id} data-state={to.node.state} d={edgePath(from, to)} />;
      })}
    </svg>
  );
}

function Node({
  placed: { node, x, y },
  state,
  onFocus,
}: {
  placed: PlacedNode;
  state: Inheritance;
  onFocus: () => void;
}): ReactElement {
  const t = useMessages(inheritanceMessages);
  const selected = state.selected?.tenant_id === node.tenant_id;
  const siblings = (node.parent_id !== null && state.node(node.parent_id)?.children) || [node.tenant_id];
  const name = node.name ?? t("inheritance.above");
  const word = t(`inheritance.state.${node.state}`);
  const value = reachingText(node.effective, state.kind, t);
  const full = node.state === "unknown" ? word : t("inheritance.node", { state: word, value });
  // That a value is hidden says its icon: beside it the word would seem to be said of the one that counts.
  const facts =
    node.state === "shadowed" && node.own
      ? t("inheritance.value.own", { value, own: reachingText(node.own, state.kind, t) })
      : full;
  const here = node.tenant_id === state.tenantId;
  const mark = here ? ` · ${t("inheritance.here")}` : "";
  return (
    <div
      role="treeitem"
      className="st-graph-node"
      data-node={node.tenant_id}
      data-state={node.state}
      data-here={here || undefined}
      aria-level={node.level + 1}
      aria-setsize={siblings.length}
      aria-posinset={siblings.indexOf(node.tenant_id) + 1}
      aria-expanded={node.children.length > 0 || undefined}
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      style={{ left: x, top: y, width: NODE.width, height: NODE.height }}
      onFocus={() => {
        state.select(node.tenant_id);
        onFocus();
      }}
    >
      <span className="st-graph-name">
        <span className="st-truncate" title={name}>
          {name}
        </span>
        {here && <span className="st-muted">{mark}</span>}
      </span>{" "}
      <span className="st-graph-state" title={facts}>
        {stateIcons[node.state]}
        {facts !== full && <span className="st-sr-only">{word}</span>}
        <span>{facts}</span>
      </span>
    </div>
  );
}
