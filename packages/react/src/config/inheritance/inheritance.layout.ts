/** Where the nodes of a drawing stand: a column for each level, a parent beside the middle of its children. Pure. */
import type { InheritanceNode } from "./inheritance.ts";

/** Size of a node and the room between nodes, in pixels at full size. */
export const NODE = { width: 208, height: 56, gapX: 56, gapY: 12 } as const;

export interface PlacedNode {
  node: InheritanceNode;
  /** From the left. */
  x: number;
  y: number;
}
export interface InheritanceLayout {
  placed: readonly PlacedNode[];
  width: number;
  height: number;
}

/** Places nodes that stand parents first. Several tops stand below each other. */
export function layOut(nodes: readonly InheritanceNode[]): InheritanceLayout {
  const byId = new Map(nodes.map((node) => [node.tenant_id, node]));
  const tops = new Map<string, number>();
  const step = NODE.height + NODE.gapY;
  let row = 0;
  const place = (node: InheritanceNode): number => {
    const below = node.children.flatMap((id) => byId.get(id) ?? []).map(place);
    const y = below.length > 0 ? ((below[0] ?? 0) + (below.at(-1) ?? 0)) / 2 : row++ * step;
    tops.set(node.tenant_id, y);
    return y;
  };
  for (const node of nodes) if (node.level === 0) place(node);
  const deepest = Math.max(0, ...nodes.map(({ level }) => level));
  return {
    placed: nodes.map((node) => ({
      node,
      x: node.level * (NODE.width + NODE.gapX),
      y: tops.get(node.tenant_id) ?? 0,
    })),
    width: deepest * (NODE.width + NODE.gapX) + NODE.width,
    height: Math.max(0, row * step - NODE.gapY),
  };
}

/** The same drawing for a script that reads from right to left. */
export const mirrored = (layout: InheritanceLayout): InheritanceLayout => ({
  ...layout,
  placed: layout.placed.map((one) => ({ ...one, x: layout.width - one.x - NODE.width })),
});

/** The line from a parent to a child, whichever of them stands on the left. */
export function edgePath(from: PlacedNode, to: PlacedNode): string {
  const back = to.x < from.x;
  const [x1, y1] = [from.x + (back ? 0 : NODE.width), from.y + NODE.height / 2];
  const [x2, y2] = [to.x + (back ? NODE.width : 0), to.y + NODE.height / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** A step along the tree. `forward` goes to the first child, `back` to the parent. */
export type Step = "forward" | "back" | "up" | "down" | "first" | "last";

/** The node that a step leads to; the same one where there is none. */
export function stepFrom({ placed }: InheritanceLayout, id: string, step: Step): string {
  const at = placed.find(({ node }) => node.tenant_id === id);
  if (!at) return placed[0]?.node.tenant_id ?? id;
  const column = placed
    .filter(({ node }) => node.level === at.node.level)
    .sort((a, b) => a.y - b.y)
    .map(({ node }) => node.tenant_id);
  const next = {
    forward: at.node.children[0],
    back: at.node.parent_id ?? undefined,
    up: column[column.indexOf(id) - 1],
    down: column[column.indexOf(id) + 1],
    first: placed[0]?.node.tenant_id,
    last: placed.at(-1)?.node.tenant_id,
  }[step];
  return next !== undefined && placed.some(({ node }) => node.tenant_id === next) ? next : id;
}
