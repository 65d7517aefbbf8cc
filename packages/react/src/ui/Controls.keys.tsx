/** The keys of buttons, fields, toasts and what else can be pressed. */
import { TenantNotFoundError } from "@stratum-hq/core/client";
import { Ellipsis } from "lucide-react";
import { type ReactElement, useState } from "react";
import { equal, fill, focus, focused, has, hides, holds, shows, until } from "../testing/hands.ts";
import type { KeyOperation, KeyTable } from "../testing/keys.ts";
import { BadgeButton } from "./BadgeButton.tsx";
import { Button } from "./Button.tsx";
import { Checkbox } from "./Checkbox.tsx";
import { CopyText } from "./CopyText.tsx";
import { IconButton } from "./IconButton.tsx";
import { SearchField } from "./SearchField.tsx";
import { Select } from "./Select.tsx";
import { ErrorState } from "./States.tsx";
import { Switch } from "./Switch.tsx";
import { Table } from "./Table.tsx";
import { useAnnounce } from "./useAnnounce.tsx";

/** Enter and Space on a button of this name press it. */
const pressing = (name: string): KeyOperation[] =>
  ["Enter", "Space"].map((keys) => ({
    keys,
    when: "on it",
    does: "presses it",
    given: () => focus("button", name),
    sees: ({ heard }) => equal(heard(), "pressed"),
  }));

export const buttonKeys: KeyTable = {
  show: (hear) => <Button onClick={() => hear("pressed")}>Save</Button>,
  operations: pressing("Save"),
};

export const badgeButtonKeys: KeyTable = {
  show: (hear) => <BadgeButton onClick={() => hear("pressed")}>Set here</BadgeButton>,
  operations: pressing("Set here"),
};

export const iconButtonKeys: KeyTable = {
  show: (hear) => (
    <>
      <Button>Before</Button>
      <IconButton label="More" icon={<Ellipsis aria-hidden />} onClick={() => hear("pressed")} />
    </>
  ),
  operations: [
    {
      keys: "Tab",
      when: "before it",
      does: "goes to it, and shows its name",
      given: () => focus("button", "Before"),
      sees: () => {
        focused("button", "More");
        shows("tooltip", "More");
      },
    },
    ...pressing("More"),
  ],
};

export const tooltipKeys: KeyTable = {
  show: () => <IconButton label="More" icon={<Ellipsis aria-hidden />} />,
  operations: [
    {
      keys: "Tab",
      when: "before what has a tooltip",
      does: "shows it",
      given: () => until(() => shows("button", "More")),
      sees: () => shows("tooltip", "More"),
    },
    {
      keys: "Escape",
      when: "on what has a tooltip",
      does: "hides it; the focus stays",
      given: async () => {
        await focus("button", "More");
        await until(() => shows("tooltip", "More"));
      },
      sees: () => {
        hides("tooltip");
        focused("button", "More");
      },
    },
  ],
};

function Search(): ReactElement {
  const [value, setValue] = useState("branch");
  return <SearchField aria-label="Find" value={value} onValueChange={setValue} />;
}
export const searchFieldKeys: KeyTable = {
  show: () => <Search />,
  operations: [
    {
      keys: "Escape",
      when: "in the field",
      does: "empties it",
      given: () => focus("searchbox", "Find"),
      sees: () => holds("searchbox", "Find", ""),
    },
    {
      keys: "Enter",
      when: "on its cross",
      does: "empties it, and goes to the field",
      given: () => focus("button", "Clear"),
      sees: () => {
        holds("searchbox", "Find", "");
        focused("searchbox", "Find");
      },
    },
  ],
};

const places = ["Shared tables", "Own schema", "Own database"].map((label) => ({ value: label, label }));
export const selectKeys: KeyTable = {
  show: () => <Select aria-label="Isolation" options={places} />,
  operations: [
    {
      keys: "ArrowDown",
      when: "on it",
      does: "takes the next choice",
      given: () => focus("combobox", "Isolation"),
      sees: () => holds("combobox", "Isolation", "Own schema"),
    },
    {
      keys: "ArrowUp",
      when: "on it",
      does: "takes the choice above",
      given: () => fill("combobox", "Isolation", "Own database"),
      sees: () => holds("combobox", "Isolation", "Own schema"),
    },
    {
      keys: "Letters",
      letters: "own d",
      when: "on it",
      does: "takes the choice that begins with them",
      given: () => focus("combobox", "Isolation"),
      sees: () => holds("combobox", "Isolation", "Own database"),
    },
  ],
};

export const checkboxKeys: KeyTable = {
  show: () => <Checkbox label="Also below" />,
  operations: [
    {
      keys: "Space",
      when: "on it",
      does: "ticks it, or takes the tick away",
      given: () => focus("checkbox", "Also below"),
      sees: () => equal((shows("checkbox", "Also below") as HTMLInputElement).checked, true),
    },
  ],
};

export const switchKeys: KeyTable = {
  show: () => <Switch label="Marketing" />,
  operations: ["Space", "Enter"].map((keys) => ({
    keys,
    when: "on it",
    does: "turns it on or off",
    given: () => focus("switch", "Marketing"),
    sees: () => has("switch", "Marketing", "aria-checked", "true"),
  })),
};

export const copyTextKeys: KeyTable = {
  show: () => <CopyText text="0199c2f0" />,
  operations: [
    {
      keys: "Enter",
      when: "on its button",
      does: "copies the text",
      given: () => focus("button", "Copy"),
      sees: () => focused("button", "Copied"),
    },
  ],
};

export const errorStateKeys: KeyTable = {
  show: (hear) => <ErrorState error={new TenantNotFoundError("gone")} onRetry={() => hear("again")} />,
  operations: [
    {
      keys: "Enter",
      when: "on “Try again”",
      does: "tries again",
      given: () => focus("button", "Try again"),
      sees: ({ heard }) => equal(heard(), "again"),
    },
  ],
};

export const tableKeys: KeyTable = {
  show: () => (
    <Table label="Config">
      <tbody>
        <tr>
          <th scope="row">auth.mfa</th>
          <td>
            <span className="st-row-actions">
              <Button>Edit</Button>
            </span>
          </td>
        </tr>
      </tbody>
    </Table>
  ),
  operations: [
    {
      keys: "Tab",
      when: "before a row",
      does: "goes to its actions, and shows them",
      given: () => until(() => shows("rowheader", "auth.mfa")),
      sees: () => {
        focused("button", "Edit");
        equal(getComputedStyle(shows("button", "Edit").parentElement as Element).opacity, "1");
      },
    },
  ],
};

function Speaker({ hear }: { hear: (value: unknown) => void }): ReactElement {
  const announce = useAnnounce();
  const action = { label: "Undo", onSelect: () => hear("undone") };
  return <Button onClick={() => announce("Moved.", { tone: "success", action })}>Move</Button>;
}
const toast = (button: string) => async (): Promise<void> => {
  await focus("button", "Move");
  shows("button", "Move").click();
  await focus("button", button);
};
export const announcerKeys: KeyTable = {
  show: (hear) => <Speaker hear={hear} />,
  operations: [
    {
      keys: "Enter",
      when: "on what a toast offers",
      does: "does it, and the toast goes",
      given: toast("Undo"),
      sees: ({ heard }) => {
        equal(heard(), "undone");
        hides("listitem");
      },
    },
    {
      keys: "Enter",
      when: "on the cross of a toast",
      does: "takes the toast away",
      given: toast("Dismiss"),
      sees: () => hides("listitem"),
    },
  ],
};
