/** The keys of `SwitchGuard`: those of the question that it asks. */
import { mspIds } from "@stratum-hq/sdk/msw";
import type { ReactElement } from "react";
import { click, equal, focus, focused, hides, says, until } from "../testing/hands.ts";
import type { KeyTable } from "../testing/keys.ts";
import { Button } from "../ui/index.ts";
import { useTenantId } from "./context.ts";
import { SwitchGuard } from "./SwitchGuard.tsx";
import { useSwitchTenant } from "./useSwitchTenant.ts";

function Editor({ hear }: { hear: (value: unknown) => void }): ReactElement {
  const here = useTenantId();
  const switchTenant = useSwitchTenant();
  return (
    <>
      <p>{here === mspIds.reseller ? "At the reseller" : "At the customer"}</p>
      <Button onClick={() => void switchTenant(mspIds.reseller)}>Go</Button>
      <SwitchGuard changes={3} onDiscard={() => hear("discarded")} />
    </>
  );
}
const asked = async (): Promise<void> => {
  await click("button", "Go");
  await until(() => focused("button", "Stay"));
};

export const switchGuardKeys: KeyTable = {
  show: (hear) => <Editor hear={hear} />,
  operations: [
    {
      keys: "Escape",
      when: "in its question",
      does: "stays, and keeps the changes",
      given: asked,
      sees: ({ heard }) => {
        hides("alertdialog");
        says(/At the customer/);
        equal(heard(), undefined);
      },
    },
    {
      keys: "Enter",
      when: "where the focus starts, on “Cancel”",
      does: "stays, and keeps the changes",
      given: asked,
      sees: ({ heard }) => {
        hides("alertdialog");
        says(/At the customer/);
        equal(heard(), undefined);
      },
    },
    {
      keys: "Enter",
      when: "on “Discard”",
      does: "discards the changes, and goes to the other tenant",
      given: async () => {
        await asked();
        await focus("button", "Discard");
      },
      sees: ({ heard }) => {
        says(/At the reseller/);
        equal(heard(), "discarded");
      },
    },
  ],
};
