/** The keys of what the config editor is built of, for pages that use the parts alone. */
import type { Json } from "@stratum-hq/core";
import { useState } from "react";
import { equal, fill, focus, focused, has, hides, shows } from "../testing/hands.ts";
import type { KeyTable } from "../testing/keys.ts";
import { FilterPills } from "./FilterPills.tsx";
import { OriginChip } from "./OriginChip.tsx";
import { useValueDraft } from "./useValueDraft.ts";
import { ValueInput } from "./ValueInput.tsx";

function Pills() {
  const [value, setValue] = useState<"all" | "mine">("all");
  const options = [
    { value: "all", label: "All" },
    { value: "mine", label: "Mine" },
  ] as const;
  return <FilterPills label="Show" value={value} onValueChange={setValue} options={options} />;
}
export const filterPillsKeys: KeyTable = {
  show: () => <Pills />,
  operations: [
    {
      keys: "Tab",
      when: "on a filter",
      does: "goes to the next one",
      given: () => focus("button", "All"),
      sees: () => focused("button", "Mine"),
    },
    {
      keys: "Enter",
      when: "on a filter",
      does: "turns it on, and the others off",
      given: () => focus("button", "Mine"),
      sees: () => {
        has("button", "Mine", "aria-pressed", "true");
        has("button", "All", "aria-pressed", "false");
      },
    },
  ],
};

function Chip() {
  const [open, setOpen] = useState(false);
  return (
    <OriginChip of="auth.mfa" origin="inherited" source="Northwind" open={open} onOpenChange={setOpen}>
      Northwind sets it.
    </OriginChip>
  );
}
const CHIP = "Inherited from Northwind. Where auth.mfa comes from";
export const originChipKeys: KeyTable = {
  show: () => <Chip />,
  operations: [
    {
      keys: "Space",
      when: "on the chip",
      does: "opens what it stands for",
      given: () => focus("button", CHIP),
      sees: () => shows("dialog", CHIP),
    },
    {
      keys: "Enter",
      when: "on the chip",
      does: "opens what it stands for",
      given: () => focus("button", CHIP),
      sees: () => shows("dialog", CHIP),
    },
    {
      keys: "Escape",
      when: "in what it opens",
      does: "closes it, and goes back to the chip",
      given: async () => {
        await focus("button", CHIP);
        shows("button", CHIP).click();
        await focus("dialog", CHIP);
      },
      sees: () => {
        hides("dialog");
        focused("button", CHIP);
      },
    },
  ],
};

function Input({ label, of, hear }: { label: string; of: Json; hear: (value: unknown) => void }) {
  const draft = useValueDraft(of);
  return (
    <ValueInput
      draft={draft}
      label={label}
      onSubmit={() => hear(draft.value)}
      onCancel={() => hear("cancelled")}
    />
  );
}
export const valueInputKeys: KeyTable = {
  show: (hear) => (
    <>
      <Input label="Value" of="north" hear={hear} />
      <Input label="Lines" of={{ limit: 5 }} hear={hear} />
    </>
  ),
  operations: [
    {
      keys: "Enter",
      when: "in a field of one line",
      does: "takes the value",
      given: () => fill("textbox", "Value", "south"),
      sees: ({ heard }) => equal(heard(), "south"),
    },
    {
      keys: "Mod+Enter",
      when: "in a field of several lines",
      does: "takes the value",
      given: () => fill("textbox", "Lines", "[5]"),
      sees: ({ heard }) => equal(heard(), [5]),
    },
    {
      keys: "Escape",
      when: "in the field",
      does: "leaves the value as it was",
      given: () => fill("textbox", "Value", "south"),
      sees: ({ heard }) => equal(heard(), "cancelled"),
    },
  ],
};
