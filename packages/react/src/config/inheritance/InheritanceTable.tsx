"use client";
import type { CSSProperties, ReactElement } from "react";
import { useMessages } from "../../i18n/index.ts";
import { Table } from "../../ui/index.ts";
import { inheritanceMessages } from "./inheritance.messages.ts";
import type { InheritanceNode, ReachingValue } from "./inheritance.ts";
import { reachingText, stateIcons } from "./inheritance.words.tsx";
import type { Inheritance } from "./useInheritance.ts";

/** The same facts as the drawing, a line for each tenant, those below a tenant right behind it. */
export function InheritanceTable({ of: key, state }: { of: string; state: Inheritance }): ReactElement {
  const t = useMessages(inheritanceMessages);
  return (
    <Table label={t("inheritance.label", { key })} className="st-inheritance-table">
      <thead>
        <tr>
          <th scope="col">{t("inheritance.tenant")}</th>
          <th scope="col">{t("inheritance.state")}</th>
          <th scope="col">{t("inheritance.value")}</th>
          <th scope="col">{t("inheritance.source")}</th>
        </tr>
      </thead>
      <tbody>
        {inOrder(state).map((node) => (
          <Row key={node.tenant_id} node={node} state={state} />
        ))}
      </tbody>
    </Table>
  );
}

/** Each tenant, then those below it. */
function inOrder(state: Inheritance): InheritanceNode[] {
  const walk = (node: InheritanceNode): InheritanceNode[] => [
    node,
    ...node.children.flatMap((id) => state.node(id) ?? []).flatMap(walk),
  ];
  return state.nodes.filter(({ level }) => level === 0).flatMap(walk);
}

function Row({ node, state }: { node: InheritanceNode; state: Inheritance }): ReactElement {
  const t = useMessages(inheritanceMessages);
  const here = node.tenant_id === state.tenantId;
  const text = (one: ReachingValue | null): string => reachingText(one, state.kind, t);
  const value = text(node.effective);
  const source = (): string => {
    if (node.source_id !== null) return state.node(node.source_id)?.name ?? t("inheritance.above");
    return node.effective ? t("inheritance.value.default") : "";
  };
  return (
    <tr
      data-state={here ? "selected" : undefined}
      data-inheritance={node.state}
      style={{ "--st-level": node.level } as CSSProperties}
    >
      <th scope="row">
        <span>
          {node.name ?? t("inheritance.above")}
          {here && <span className="st-muted"> · {t("inheritance.here")}</span>}
        </span>
      </th>
      <td data-label={t("inheritance.state")}>
        <span className="st-graph-state">
          {stateIcons[node.state]}
          <span>{t(`inheritance.state.${node.state}`)}</span>
        </span>
      </td>
      <td data-label={t("inheritance.value")}>
        {node.state === "shadowed" && node.own
          ? t("inheritance.value.own", { value, own: text(node.own) })
          : value}
      </td>
      <td data-label={t("inheritance.source")}>{source()}</td>
    </tr>
  );
}
