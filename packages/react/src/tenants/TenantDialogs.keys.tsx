/** The keys of the dialogs that create, move, suspend and archive tenants. */
import type { TenantNode } from "@stratum-hq/core";
import { mspIds } from "@stratum-hq/sdk/msw";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useStratumClient } from "../provider/context.ts";
import {
  activeRow,
  equal,
  fill,
  find,
  focus,
  focused,
  hides,
  says,
  strike,
  until,
} from "../testing/hands.ts";
import type { KeyStage, KeyTable } from "../testing/keys.ts";
import { CreateTenantDialog } from "./CreateTenantDialog.tsx";
import { LifecycleDialog, type LifecycleDialogProps } from "./LifecycleDialog.tsx";
import { MoveTenantDialog } from "./MoveTenantDialog.tsx";
import { childrenOptions } from "./tenants.queries.ts";
import { useTenant } from "./useTenant.ts";
import { type TenantActions, useTenantActions } from "./useTenantActions.ts";

interface DialogOf {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  run: TenantActions["run"];
  tenant: TenantNode;
}

/** A dialog for a tenant that really is in the forest, open at first. */
function Opened(props: { id: string; children: (dialog: DialogOf) => ReactElement }): ReactElement | null {
  const { run } = useTenantActions();
  const [open, onOpenChange] = useState(true);
  const parent = useTenant(props.id).data?.parent_id ?? null;
  const siblings = useInfiniteQuery({
    ...childrenOptions(useStratumClient(), parent ?? ""),
    enabled: parent !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [known, setKnown] = useState<TenantNode | null>(null);
  const tenant = siblings.data?.pages[0]?.data.find(({ id }) => id === props.id);
  if (!known && tenant) setKnown(tenant);
  return known && props.children({ open, onOpenChange, run, tenant: known });
}
const statusOf = ({ mock }: KeyStage, id: string): string | undefined => mock.state.tenants.get(id)?.status;

const names = ({ mock }: KeyStage): string[] => [...mock.state.tenants.values()].map(({ name }) => name);
const writeName = async (): Promise<void> => {
  await until(() => focused("textbox", "Name"));
  await fill("textbox", "Name", "Contoso");
};

export const createTenantDialogKeys: KeyTable = {
  show: () => (
    <Opened id={mspIds.reseller}>
      {({ tenant, ...dialog }) => <CreateTenantDialog {...dialog} parent={tenant} />}
    </Opened>
  ),
  operations: [
    {
      keys: "Enter",
      when: "in a field that is filled in",
      does: "creates the tenant, and closes",
      given: writeName,
      sees: (stage) => {
        hides("dialog");
        equal(names(stage).includes("Contoso"), true);
      },
    },
    {
      keys: "Enter",
      when: "where something is missing",
      does: "says what, and goes to that field",
      given: async () => {
        await writeName();
        await fill("textbox", "Name", " ");
        await focus("textbox", "Slug");
      },
      sees: () => {
        says(/Give it a name/);
        focused("textbox", "Name");
      },
    },
    {
      keys: "Tab",
      when: "in a field",
      does: "goes to the next one",
      given: writeName,
      sees: () => focused("textbox", "Slug"),
    },
    {
      keys: "Escape",
      when: "in the dialog",
      does: "closes it, and creates nothing",
      given: writeName,
      sees: (stage) => {
        hides("dialog");
        equal(names(stage).includes("Contoso"), false);
      },
    },
  ],
};

const FIELD = "New parent";
const placesNear = async (): Promise<void> => {
  await find("option", /^Summit Managed Services/);
  await until(() => focused("combobox", FIELD));
};
const placeFound = async (): Promise<void> => {
  await placesNear();
  await fill("combobox", FIELD, "summit");
  await until(() => activeRow(/^Summit/));
};
const placeChosen = async (): Promise<void> => {
  await placeFound();
  strike("Enter");
  await until(() => says(/move from “Harbor IT Partners” to “Summit Managed Services”/));
};
const parentOf = ({ mock }: KeyStage): string | null | undefined =>
  mock.state.tenants.get(mspIds.customer)?.parent_id;

export const moveTenantDialogKeys: KeyTable = {
  show: () => <Opened id={mspIds.customer}>{(dialog) => <MoveTenantDialog {...dialog} />}</Opened>,
  operations: [
    {
      keys: "Letters",
      letters: "verdant",
      when: "in its field",
      does: "searches for a place",
      given: placesNear,
      sees: () => activeRow(/^Verdant Foods/),
    },
    {
      keys: "ArrowDown",
      when: "in its field",
      does: "marks the next place",
      given: placesNear,
      sees: () => activeRow(2),
    },
    {
      keys: "ArrowUp",
      when: "in its field",
      does: "marks the place above",
      given: async () => {
        await placesNear();
        strike("ArrowDown");
        await until(() => activeRow(2));
      },
      sees: () => activeRow(1),
    },
    {
      keys: "Enter",
      when: "in its field",
      does: "chooses the marked place, and says what a move there changes",
      given: placeFound,
      sees: () => says(/move from “Harbor IT Partners” to “Summit Managed Services”/),
    },
    {
      keys: "Enter",
      when: "on “Move”",
      does: "moves the tenant, and closes",
      given: async () => {
        await placeChosen();
        await focus("button", "Move");
      },
      sees: (stage) => {
        hides("dialog");
        equal(parentOf(stage), mspIds.otherReseller);
      },
    },
    {
      keys: "Escape",
      when: "in the dialog",
      does: "closes it, and moves nothing",
      given: placeChosen,
      sees: (stage) => {
        hides("dialog");
        equal(parentOf(stage), mspIds.reseller);
      },
    },
  ],
};

const dialogOf = (action: LifecycleDialogProps["action"]) => (dialog: DialogOf) => (
  <LifecycleDialog {...dialog} action={action} />
);
const asked = (): Promise<unknown> => until(() => focused("button", "Cancel"));

export const lifecycleDialogKeys: KeyTable = {
  show: () => <Opened id={mspIds.clinics}>{dialogOf("suspend")}</Opened>,
  operations: [
    {
      keys: "Enter",
      when: "where the focus starts, on “Cancel”",
      does: "closes it, and changes nothing",
      given: asked,
      sees: (stage) => {
        hides("alertdialog");
        equal(statusOf(stage, mspIds.clinics), "active");
      },
    },
    {
      keys: "Escape",
      when: "in the dialog",
      does: "closes it, and changes nothing",
      given: asked,
      sees: (stage) => {
        hides("alertdialog");
        equal(statusOf(stage, mspIds.clinics), "active");
      },
    },
    {
      keys: "Tab",
      when: "on “Cancel”",
      does: "goes to the button that does it",
      given: asked,
      sees: () => focused("button", "Suspend"),
    },
    {
      keys: "Enter",
      when: "on the button that does it",
      does: "does it, and closes",
      given: async () => {
        await asked();
        await focus("button", "Suspend");
      },
      sees: (stage) => {
        hides("alertdialog");
        equal(statusOf(stage, mspIds.clinics), "suspended");
      },
    },
  ],
};
