"use client";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { Skeleton, Table } from "../ui/index.ts";
import { PanelBar } from "../ui/PanelBar.tsx";
import { ConfigTableHead } from "./ConfigTableHead.tsx";
import { configMessages } from "./config.messages.ts";

const widths = [132, 96, 168, 120, 148];

/** The editor's own layout, waiting. */
export function ConfigSkeleton(): ReactElement {
  const t = useMessages(configMessages);
  return (
    <div aria-busy="true" data-slot="skeleton-panel">
      <PanelBar actions={<Skeleton width={128} height={32} />}>
        <Skeleton className="st-panel-search" height={32} />
        <Skeleton className="st-pills" width={280} height={28} />
      </PanelBar>
      <Table label={t("config.table")} className="st-cards st-config-table">
        <ConfigTableHead />
        <tbody>
          <tr className="st-config-group">
            <td colSpan={4}>
              <Skeleton width={64} />
            </td>
          </tr>
          {widths.map((width) => (
            <tr key={width}>
              <td className="st-config-key">
                <Skeleton width={width} />
              </td>
              <td className="st-config-value">
                <Skeleton width={width / 2} />
              </td>
              <td className="st-config-origin">
                <Skeleton width={140} height={20} />
              </td>
              <td className="st-config-tools" />
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
