import type { ReactElement, ReactNode } from "react";

/** The bar over a panel's list: what narrows the list goes on below itself where room is scarce; the actions stay in their corner. */
export function PanelBar({ children, actions }: { children: ReactNode; actions: ReactNode }): ReactElement {
  return (
    <div className="st-panel-bar st-panel-split" data-slot="toolbar">
      <div className="st-panel-find">{children}</div>
      <div className="st-panel-acts">{actions}</div>
    </div>
  );
}
