import type { ReactElement } from "react";
import { useMessages } from "../i18n/index.ts";
import { configMessages } from "./config.messages.ts";

/** The heads of the table's columns, also while it is waited for. */
export function ConfigTableHead({ readOnly = false }: { readOnly?: boolean }): ReactElement {
  const t = useMessages(configMessages);
  return (
    <thead>
      <tr>
        {(["key", "value", "origin"] as const).map((column) => (
          <th key={column} scope="col">
            {t(`config.${column}`)}
          </th>
        ))}
        {!readOnly && (
          <th scope="col">
            <span className="st-sr-only">{t("config.actions")}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}
