/** The keys of menus and popovers: after the menu button pattern of the WAI-ARIA Authoring Practices. */
import type { ReactElement } from "react";
import { equal, focus, focused, hides, menuAt, shows, until } from "../testing/hands.ts";
import type { KeyTable } from "../testing/keys.ts";
import { Button } from "./Button.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "./Menu.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "./Popover.tsx";

const Example = ({ hear }: { hear: (value: unknown) => void }): ReactElement => (
  <Menu>
    <MenuTrigger asChild>
      <Button>Actions</Button>
    </MenuTrigger>
    <MenuContent>
      <MenuItem disabled>Create below</MenuItem>
      <MenuItem onSelect={() => hear("rename")}>Rename</MenuItem>
      <MenuItem onSelect={() => hear("move")}>Move to…</MenuItem>
      <MenuItem>Archive</MenuItem>
    </MenuContent>
  </Menu>
);
const on = (name: string) => (): Promise<void> => menuAt("Actions", name);
const onButton = (): Promise<void> => focus("button", "Actions");
const at = (name: string) => (): void => focused("menuitem", name);

export const menuKeys: KeyTable = {
  show: (hear) => <Example hear={hear} />,
  operations: [
    {
      keys: "Enter",
      when: "on its button",
      does: "opens it, on the first item",
      given: onButton,
      sees: at("Rename"),
    },
    {
      keys: "Space",
      when: "on its button",
      does: "opens it, on the first item",
      given: onButton,
      sees: at("Rename"),
    },
    {
      keys: "ArrowDown",
      when: "on its button",
      does: "opens it, on the first item",
      given: onButton,
      sees: at("Rename"),
    },
    {
      keys: "ArrowDown",
      when: "on an item",
      does: "goes to the next one; those that cannot be chosen are passed over",
      given: on("Rename"),
      sees: at("Move to…"),
    },
    {
      keys: "ArrowUp",
      when: "on an item",
      does: "goes to the one above",
      given: on("Archive"),
      sees: at("Move to…"),
    },
    {
      keys: "Home",
      when: "on an item",
      does: "goes to the first one",
      given: on("Archive"),
      sees: at("Rename"),
    },
    {
      keys: "End",
      when: "on an item",
      does: "goes to the last one",
      given: on("Rename"),
      sees: at("Archive"),
    },
    {
      keys: "Letters",
      letters: "m",
      when: "on an item",
      does: "goes to the one that begins with them",
      given: on("Rename"),
      sees: at("Move to…"),
    },
    {
      keys: "Enter",
      when: "on an item",
      does: "chooses it, and goes back to the button",
      given: on("Move to…"),
      sees: ({ heard }) => {
        equal(heard(), "move");
        hides("menu");
        focused("button", "Actions");
      },
    },
    {
      keys: "Space",
      when: "on an item",
      does: "chooses it",
      given: on("Rename"),
      sees: ({ heard }) => equal(heard(), "rename"),
    },
    {
      keys: "Escape",
      when: "on an item",
      does: "closes it, and goes back to the button",
      given: on("Rename"),
      sees: () => {
        hides("menu");
        focused("button", "Actions");
      },
    },
  ],
};

const Panel = (): ReactElement => (
  <Popover>
    <PopoverTrigger asChild>
      <Button>Where from?</Button>
    </PopoverTrigger>
    <PopoverContent label="Where it comes from">
      <Button>Override</Button>
    </PopoverContent>
  </Popover>
);
const openPanel = async (): Promise<void> => {
  await focus("button", "Where from?");
  shows("button", "Where from?").click();
  await until(() => focused("button", "Override"));
};

export const popoverKeys: KeyTable = {
  show: () => <Panel />,
  operations: [
    {
      keys: "Enter",
      when: "on its button",
      does: "opens it, and goes to its first control",
      given: () => focus("button", "Where from?"),
      sees: () => focused("button", "Override"),
    },
    {
      keys: "Escape",
      when: "in it",
      does: "closes it, and goes back to the button",
      given: openPanel,
      sees: () => {
        hides("dialog");
        focused("button", "Where from?");
      },
    },
  ],
};
