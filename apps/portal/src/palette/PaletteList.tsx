import { type ListNavigation, useMessages } from "@stratum-hq/react";
import { Fragment, type ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import type { Command } from "./useCommands.ts";

/** A line of the palette: a command, or a tenant to go to with the names above it. */
export interface PaletteRow extends Omit<Command, "group"> {
  group: Command["group"] | "tenants";
  path?: readonly string[];
}
export interface PaletteListProps {
  rows: readonly PaletteRow[];
  navigation: ListNavigation;
  onPick: (row: PaletteRow) => void;
}

/** The lines of the palette under the names of their groups. The field has the focus. */
export function PaletteList({ rows, navigation, onPick }: PaletteListProps): ReactElement {
  const t = useMessages(portalMessages);
  return (
    <div
      role="listbox"
      id={navigation.listId}
      aria-label={t("portal.palette")}
      className="portal-palette-list"
    >
      {rows.map((row, index) => (
        <Fragment key={row.id}>
          {row.group !== rows[index - 1]?.group && (
            <div className="portal-palette-group" aria-hidden>
              {t(`portal.palette.${row.group}`)}
            </div>
          )}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field, which has the focus */}
          <div
            id={navigation.optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === navigation.active}
            className="st-option portal-palette-row"
            onPointerMove={() => index !== navigation.active && navigation.setActive(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(row)}
          >
            <row.Icon aria-hidden />
            <span className="st-option-text">
              <span className="st-truncate">{row.label}</span>
              {row.path && row.path.length > 0 && (
                <small className="st-truncate">{row.path.join(" › ")}</small>
              )}
            </span>
          </div>
        </Fragment>
      ))}
    </div>
  );
}
