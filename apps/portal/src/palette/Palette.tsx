import {
  Dialog,
  DialogContent,
  SearchField,
  useActiveTenantId,
  useListNavigation,
  useMessages,
  useSwitchTenant,
  useTenantPicker,
} from "@stratum-hq/react";
import { Building2 } from "lucide-react";
import { type ReactElement, useMemo, useRef, useState } from "react";
import { portalMessages } from "../portal.messages.ts";
import { matches } from "./match.ts";
import { PaletteList, type PaletteRow } from "./PaletteList.tsx";
import { type Command, usePageCommands, useTenantCommands } from "./useCommands.ts";

export interface PaletteProps {
  onOpenChange: (open: boolean) => void;
}

/** Everything that can be done from here, and every tenant, by typing. */
export function Palette({ onOpenChange }: PaletteProps): ReactElement {
  const active = useActiveTenantId();
  const commands = usePageCommands();
  return active === null ? (
    <PaletteDialog commands={commands} onOpenChange={onOpenChange} />
  ) : (
    <TenantPalette tenantId={active} commands={commands} onOpenChange={onOpenChange} />
  );
}

interface PaletteDialogProps extends PaletteProps {
  commands: readonly Command[];
}
function TenantPalette({
  tenantId,
  commands,
  ...rest
}: PaletteDialogProps & { tenantId: string }): ReactElement {
  return <PaletteDialog commands={[...useTenantCommands(tenantId), ...commands]} {...rest} />;
}

function PaletteDialog({ commands, onOpenChange }: PaletteDialogProps): ReactElement {
  const t = useMessages(portalMessages);
  const switchTenant = useSwitchTenant();
  const [query, setQuery] = useState("");
  const found = useTenantPicker(query);
  const rows = useMemo((): PaletteRow[] => {
    const fitting = commands.filter(({ label }) => matches(label, query));
    const tenants = found.hits.map(
      (hit): PaletteRow => ({
        id: `tenant ${hit.id}`,
        group: "tenants",
        label: hit.name,
        path: hit.chain.map(({ name }) => name),
        Icon: Building2,
        run: () => void switchTenant(hit.id),
      }),
    );
    return [...fitting, ...tenants];
  }, [commands, query, found.hits, switchTenant]);
  const picked = useRef<PaletteRow | null>(null);
  const pick = (row: PaletteRow): void => {
    picked.current = row;
    onOpenChange(false);
  };
  const navigation = useListNavigation(
    rows.map((row) => ({ id: row.id, value: row })),
    ({ value }) => pick(value),
  );
  const searching = found.state === "loading";
  const nothing = rows.length === 0 && !searching;
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent
        className="portal-palette"
        title={t("portal.palette")}
        // The focus is back where it was by then, so that what opens next can give it back in turn.
        onCloseAutoFocus={() => picked.current?.run()}
      >
        <div data-slot="dialog-body" className="portal-palette-body">
          <SearchField
            role="combobox"
            aria-label={t("portal.palette.field")}
            aria-expanded={rows.length > 0}
            aria-controls={rows.length > 0 ? navigation.listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={rows.length > 0 ? navigation.optionId(navigation.active) : undefined}
            placeholder={t("portal.palette.field")}
            value={query}
            onValueChange={(next) => {
              setQuery(next);
              navigation.setActive(0);
            }}
            onKeyDown={navigation.onKeyDown}
          />
          {rows.length > 0 && <PaletteList rows={rows} navigation={navigation} onPick={pick} />}
          <p className="portal-palette-note" role="status">
            {searching && t("portal.palette.searching")}
            {nothing && t("portal.palette.nothing", { query })}
          </p>
        </div>
      </DialogContent>
    </Dialog>
  );
}
