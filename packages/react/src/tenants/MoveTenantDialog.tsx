"use client";
import type { TenantNode } from "@stratum-hq/core";
import { FolderInput } from "lucide-react";
import { type ReactElement, useEffect, useMemo, useRef, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Dialog, DialogBody, DialogContent } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { FormFooter } from "../ui/FormFooter.tsx";
import { Note } from "../ui/Note.tsx";
import { SearchField } from "../ui/SearchField.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ErrorState } from "../ui/States.tsx";
import { useAnnounce } from "../ui/useAnnounce.tsx";
import { MoveImpact } from "./MoveImpact.tsx";
import { MovesImpact } from "./MovesImpact.tsx";
import { refuseMove } from "./move-targets.ts";
import { TenantOptions } from "./TenantOptions.tsx";
import { tenantsDialogMessages } from "./tenants.dialogs.messages.ts";
import { useMovePreviews } from "./useMovePreview.ts";
import { type MoveTarget, useMoveTargets } from "./useMoveTargets.ts";
import type { TenantActions } from "./useTenantActions.ts";
import { type PickerOption, useListNavigation } from "./useTenantPicker.ts";
import { CARRY } from "./useTreeMove.ts";

export interface MoveTenantDialogProps {
  /** The tenant that moves. */
  tenant: TenantNode;
  /** More tenants that go to the same place. */
  others?: readonly TenantNode[] | undefined;
  /** The new parent that is chosen at first, for example by a drop. */
  target?: TenantNode | undefined;
  /** Makes the change: `run` of `useTenantActions`. */
  run: TenantActions["run"];
  /** Is it open? */
  open: boolean;
  /** Told when it opens or closes. */
  onOpenChange: (open: boolean) => void;
}

const ROOT = "root";
const NONE: readonly TenantNode[] = [];

/** Asks where a tenant goes. Places that cannot be are shown with the reason; before it moves, a sentence says what will be. */
export function MoveTenantDialog(props: MoveTenantDialogProps): ReactElement {
  const { tenant, others = NONE, target, run, open, onOpenChange } = props;
  const t = useMessages(tenantsDialogMessages);
  const announce = useAnnounce();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<MoveTarget | null>(null);
  const targets = useMoveTargets(tenant, text, open);
  useEffect(() => {
    if (!open) return;
    setText("");
    setChosen(target ? { tenant: target, chain: [] } : null);
  }, [open, target]);
  const all = useMemo(() => [tenant, ...others], [tenant, others]);

  const options = useMemo(
    () =>
      targets.list.map((value): PickerOption<MoveTarget> => {
        const id = value.tenant?.id ?? ROOT;
        for (const one of all) {
          const refusal = refuseMove(one, value.tenant);
          const { name, slug } = one;
          if (refusal)
            return { id, value, disabled: true, note: t(`tenants.move.${refusal}`, { name, slug }) };
        }
        return { id, value, note: value.tenant ? undefined : t("tenants.move.root.hint") };
      }),
    [targets.list, all, t],
  );
  const pick = ({ value }: PickerOption<MoveTarget>): void => setChosen(value);
  const previews = useMovePreviews(all, chosen?.tenant?.id ?? null, open && chosen !== null);
  const [first] = previews;
  // Until it is known a move may be made: the server has the last word.
  const refused = previews.some(({ preview }) => preview.data?.allowed === false);
  const navigation = useListNavigation(options, pick);
  const move = (): void => {
    if (!chosen) return;
    onOpenChange(false);
    void (async () => {
      const quiet = others.length > 0;
      let done = 0;
      for (const one of all)
        if (await run({ action: "move", tenant: one, target: chosen.tenant }, { quiet })) done++;
      if (quiet && done > 0)
        announce(t("tenants.bulk.move.done", { count: done, to: values.to }), {
          tone: "success",
          topic: CARRY,
        });
    })();
  };
  const values = {
    name: tenant.name,
    from: targets.parentName ?? t("tenants.move.top"),
    to: chosen?.tenant?.name ?? t("tenants.move.top"),
  };
  const count = tenant.descendant_count;
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={
          others.length > 0
            ? t("tenants.bulk.move", { count: all.length })
            : t("tenants.move.title", { name: tenant.name })
        }
        data-slot="move-tenant-dialog"
      >
        <DialogBody>
          <Field label={t("tenants.move.search")}>
            <SearchField
              ref={field}
              role="combobox"
              aria-expanded
              aria-controls={navigation.listId}
              aria-autocomplete="list"
              aria-activedescendant={options.length > 0 ? navigation.optionId(navigation.active) : undefined}
              placeholder={t("tenants.move.placeholder")}
              value={text}
              onValueChange={(next) => {
                setText(next);
                navigation.setActive(0);
              }}
              onKeyDown={navigation.onKeyDown}
            />
          </Field>
          <div className="st-move-list" data-state={targets.state}>
            <TenantOptions
              label={t("tenants.move.targets")}
              options={options}
              navigation={navigation}
              chosenId={chosen ? (chosen.tenant?.id ?? ROOT) : undefined}
              text={(value) => ({
                name: value.tenant?.name ?? t("tenants.move.root"),
                chain: value.chain,
              })}
              onPick={pick}
            />
            {targets.state === "loading" && (
              <div className="st-move-places">
                {[72, 56, 64].map((width) => (
                  <Skeleton key={width} width={`${width}%`} />
                ))}
              </div>
            )}
            {targets.state === "empty" && (
              <p className="st-options-note">{t("tenants.move.nothing", { query: text.trim() })}</p>
            )}
            {targets.state === "error" && (
              <ErrorState
                className="st-switcher-failed"
                title={t("tenants.tree.error.title")}
                error={targets.error}
                onRetry={() => {
                  field.current?.focus();
                  targets.retry();
                }}
              />
            )}
          </div>
          <div aria-live="polite">
            {chosen && !refused && (
              <Note tone="blue">
                {others.length > 0
                  ? t("tenants.bulk.sentence", { to: values.to, count: all.length })
                  : count > 0
                    ? t("tenants.move.sentenceBelow", { ...values, count })
                    : t("tenants.move.sentence", values)}
              </Note>
            )}
            {!chosen && <Note>{t("tenants.move.choose")}</Note>}
            {chosen && first && others.length === 0 && <MoveImpact preview={first.preview} />}
            {chosen && others.length > 0 && <MovesImpact previews={previews} total={all.length} />}
          </div>
        </DialogBody>
        <FormFooter
          type="button"
          icon={<FolderInput aria-hidden />}
          disabled={!chosen || refused}
          onClick={move}
        >
          {t("tenants.move.submit")}
        </FormFooter>
      </DialogContent>
    </Dialog>
  );
}
